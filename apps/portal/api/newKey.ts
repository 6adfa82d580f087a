/**
 * An Idempotency-Key: a request that is sent again with it is done once. `crypto.randomUUID` would be shorter, but is
 * only there over https and on the machine itself.
 */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
