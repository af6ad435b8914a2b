import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What was encrypted is not readable here. */
export class SealedError extends Error {
  override readonly name = 'SealedError';
  readonly type = 'SecretMissing';
}

/** Encrypted data, and the id of the key that opens it. */
export interface Sealed {
  readonly key: string;
  readonly data: Uint8Array;
}

/** Encrypts with one key, and decrypts what any of several has encrypted. */
export interface Keyring {
  /** `context` says what the data is; it opens under the same alone. */
  seal(plain: Uint8Array, context: string): Sealed;
  /** Throws a SealedError where the key is not here, or the data is not what was encrypted. */
  open(sealed: Sealed, context: string): Uint8Array;
}

/** AES-256-GCM with keys of 32 bytes, the first of which encrypts; undefined without keys. */
export function createKeyring(keys: readonly { readonly id: string; readonly key: Uint8Array }[]): Keyring | undefined {
  const [first] = keys;
  if (first === undefined) return undefined;
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  return {
    seal: (plain, context) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, first.key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return { key: first.id, data: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
    },
    open: ({ key: id, data }, context) => {
      const key = byId.get(id);
      if (key === undefined) throw missingKey(id);
      try {
        const nonce = data.subarray(0, NONCE_BYTES);
        const tag = data.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
        const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
        return Buffer.concat([decipher.update(data.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
      } catch (cause) {
        throw new SealedError(`The key ${id} does not open what it is said to have encrypted.`, { cause });
      }
    },
  };
}

/** Opens what was encrypted, by a keyring or where there is none. Throws a SealedError where the key is not here. */
export function openSealed(keyring: Keyring | undefined, sealed: Sealed, context: string): Uint8Array {
  if (keyring === undefined) throw missingKey(sealed.key);
  return keyring.open(sealed, context);
}

function missingKey(id: string): SealedError {
  return new SealedError(`This was encrypted with the key ${id}, which is not in STACKLEAP_KEYS here. Add it.`);
}
