import type { Payload, PayloadCodec } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { openSealed, type Keyring } from './keyring';

const { Payload: Message } = temporal.api.common.v1;
const ENCODING = 'encoding';
const KEY = 'encryption-key-id';
const ENCRYPTED = 'binary/encrypted';
const CONTEXT = 'temporal payload';

/**
 * Encrypts all that a history keeps of inputs and results. What was not encrypted is read as it is: histories from before, and what
 * `temporal` or a schedule has started. Without a keyring it encrypts nothing, and says of which key it lacks.
 */
export function createPayloadCodec(keyring: Keyring | undefined): PayloadCodec {
  return {
    encode: async (payloads) =>
      Promise.resolve(keyring === undefined ? payloads : payloads.map((payload) => encrypt(keyring, payload))),
    // oxlint-disable-next-line typescript/require-await -- what it throws is to be a rejection
    decode: async (payloads) => payloads.map((payload) => (isEncrypted(payload) ? decrypt(keyring, payload) : payload)),
  };
}

function encrypt(keyring: Keyring, payload: Payload): Payload {
  if (isEncrypted(payload)) return payload;
  const { key, data } = keyring.seal(Message.encode(payload).finish(), CONTEXT);
  return { metadata: { [ENCODING]: Buffer.from(ENCRYPTED), [KEY]: Buffer.from(key) }, data };
}

function decrypt(keyring: Keyring | undefined, { metadata, data }: Payload): Payload {
  const key = text(metadata?.[KEY]);
  const { metadata: plain, data: body } = Message.decode(
    openSealed(keyring, { key, data: data ?? new Uint8Array() }, CONTEXT),
  );
  return { metadata: plain, data: body };
}

function isEncrypted({ metadata }: Payload): boolean {
  return text(metadata?.[ENCODING]) === ENCRYPTED;
}

function text(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}
