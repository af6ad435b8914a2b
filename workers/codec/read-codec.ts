import type { DataConverter, PayloadCodec } from '@temporalio/common';
import { readKeys } from '../../config/keys/read-keys';
import { createKeyring } from '../../connectors/codec/keyring';
import { createPayloadCodec } from '../../connectors/codec/payload-codec';

/** The codec with the keys of `STACKLEAP_KEYS`; rejects with SecretMissing where they cannot be read. */
export async function readCodec(env: NodeJS.ProcessEnv): Promise<PayloadCodec> {
  return createPayloadCodec(createKeyring(await readKeys(env)));
}

/** What workers and clients convert data with: both must use the same. */
export async function readDataConverter(env: NodeJS.ProcessEnv): Promise<DataConverter> {
  return { payloadCodecs: [await readCodec(env)] };
}
