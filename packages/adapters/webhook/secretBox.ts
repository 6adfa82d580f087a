import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Keeps texts unreadable in the database: AES-256-GCM under a key that is not in it. */
export type SecretBox = {
  /** `context` (an id) must be the same when it is opened: a sealed text cannot be moved to somebody else. */
  seal(text: string, context: string): string;
  /** @throws when it was sealed under another key or context, or changed since. */
  open(sealed: string, context: string): string;
};

const cipher = 'aes-256-gcm';

/** `key`: a long random text. It is named in what is sealed, so that a wrong one is told from a damaged text. */
export function secretBox(key: string): SecretBox {
  const bytes = createHash('sha256').update(key).digest();
  const keyName = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  return {
    seal: (text, context) => {
      const nonce = randomBytes(12);
      const sealing = createCipheriv(cipher, bytes, nonce).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
      return [keyName, ...[nonce, sealing.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
    },
    open: (sealed, context) => {
      const [name, ...parts] = sealed.split('.');
      if (name !== keyName) throw new Error(`a secret was sealed under another MUSTER_SECRET_KEY (${name ?? ''})`);
      const [nonce, tag, text] = parts.map((part) => Buffer.from(part, 'base64url'));
      if (nonce === undefined || tag === undefined || text === undefined) throw new Error('a sealed secret is damaged');
      const opening = createDecipheriv(cipher, bytes, nonce, { authTagLength: 16 });
      opening.setAAD(Buffer.from(context)).setAuthTag(tag);
      return Buffer.concat([opening.update(text), opening.final()]).toString('utf8');
    },
  };
}
