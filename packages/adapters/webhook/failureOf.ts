import type { DeliveryFailure } from '@muster/domain';

/** What a failed connection is called in the log of deliveries; by code, for messages change. */
export function failureOf(thrown: unknown): DeliveryFailure {
  const code = codeOf(thrown);
  if (code.startsWith('HPE_') || code.startsWith('ERR_HTTP_')) return 'protocol';
  if (code.startsWith('ERR_TLS_') || code.startsWith('ERR_SSL_') || certificateCodes.includes(code)) return 'tls';
  return byCode.get(code) ?? 'unreachable';
}

const byCode = new Map<string, DeliveryFailure>([
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['ETIMEDOUT', 'timeout'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['EPROTO', 'tls'],
]);

/** What OpenSSL calls a certificate that cannot be trusted. */
const certificateCodes = [
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** When several addresses were tried, all failed: what the first one said. */
function codeOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return '';
  if ('errors' in thrown && Array.isArray(thrown.errors) && thrown.errors.length > 0) return codeOf(thrown.errors[0]);
  return 'code' in thrown ? String(thrown.code) : '';
}
