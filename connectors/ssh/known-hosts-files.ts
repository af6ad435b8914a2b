import { readFile, stat } from 'node:fs/promises';
import { parseKnownHosts, type KnownHost } from './known-hosts';
import { MachineError } from './machine-error';

interface Parsed {
  readonly stamp: string;
  readonly known: Promise<readonly KnownHost[]>;
}

/** Files of known hosts, each parsed once as long as it stays as it is: thousands of connections ask for the same one. */
export class KnownHostsFiles {
  readonly #files = new Map<string, Parsed>();

  /** Rejects with HostKeyMismatch when the file cannot be read. */
  async read(file: string): Promise<readonly KnownHost[]> {
    try {
      const { ino, size, mtimeMs, ctimeMs } = await stat(file);
      const stamp = [ino, size, mtimeMs, ctimeMs].join();
      const parsed = this.#files.get(file);
      if (parsed?.stamp === stamp) return await parsed.known;
      const known = readFile(file, 'utf8').then(parseKnownHosts);
      this.#files.set(file, { stamp, known });
      return await known;
    } catch (error) {
      this.#files.delete(file);
      throw new MachineError('HostKeyMismatch', `The file ${file} cannot be read, so no host is known.`, undefined, {
        cause: error,
      });
    }
  }
}
