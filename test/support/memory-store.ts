import { createHash } from 'node:crypto';
import type { Store } from '../../activities/dependencies';

/** A store in memory. */
export function memoryStore(): Store {
  const files = new Map<string, Buffer>();
  const put: Store['put'] = async (content) => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    files.set(sha256, Buffer.from(content));
    return Promise.resolve({ datacenter: 'dc1', path: `/memory/${sha256}`, sha256 });
  };
  return {
    put,
    putPieces: async (fill) => {
      const pieces: Uint8Array[] = [];
      await fill(async (piece) => void pieces.push(piece));
      return put(Buffer.concat(pieces));
    },
    get: async ({ sha256 }) => {
      const content = files.get(sha256);
      return content === undefined ? Promise.reject(new Error(`no file ${sha256}`)) : Promise.resolve(content);
    },
  };
}
