import type { JsonObject } from '../../model/json';
import { openSealed, type Keyring } from '../codec/keyring';

/** A detail as its row keeps it where there are keys. */
interface SealedDetail {
  readonly sealed: { readonly key: string; readonly data: string };
}

interface Of {
  readonly cluster: string;
  readonly step: string;
}

/** The text of an undo's detail for its row: encrypted where there are keys, for it holds whole files of hosts. */
export function writeDetail(keyring: Keyring | undefined, of: Of, detail: JsonObject): string {
  const plain = JSON.stringify(detail);
  if (keyring === undefined) return plain;
  const { key, data } = keyring.seal(Buffer.from(plain), contextOf(of));
  return JSON.stringify({ sealed: { key, data: Buffer.from(data).toString('base64') } } satisfies SealedDetail);
}

/** The detail of such a text; one that was not encrypted is read as well. Throws a SealedError where its key is not here. */
export function readDetail(keyring: Keyring | undefined, of: Of, text: string): JsonObject {
  const detail = JSON.parse(text) as JsonObject | SealedDetail;
  if (!isSealed(detail)) return detail;
  const { key, data } = detail.sealed;
  const plain = openSealed(keyring, { key, data: Buffer.from(data, 'base64') }, contextOf(of));
  return JSON.parse(Buffer.from(plain).toString('utf8')) as JsonObject;
}

function isSealed(detail: JsonObject | SealedDetail): detail is SealedDetail {
  return 'sealed' in detail && Object.keys(detail).length === 1;
}

/** A row that is put in another's place does not open. */
function contextOf({ cluster, step }: Of): string {
  return JSON.stringify(['undo', cluster, step]);
}
