import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { temporaryFolder } from './temporary-folder';

const VARIABLE = 'STACKLEAP_CLUSTERS';

/** A copy of the lab's definition with its templates, in the folder of clusters of a machine of its own. */
export class LabFolder {
  readonly clusters = temporaryFolder();

  constructor() {
    cpSync(join(projectRoot(), 'clusters', 'lab'), this.path(''), { recursive: true });
  }

  path(file: string): string {
    return join(this.clusters, 'lab', file);
  }

  /** Puts other words into a file; fails where the old ones are not in it. */
  edit(file: string, from: string, to: string): void {
    const text = readFileSync(this.path(file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
    writeFileSync(
      this.path(file),
      text.replace(from, () => to),
    );
  }

  /** Does something as on that machine; no other folder's work may run meanwhile. */
  async on<T>(work: () => Promise<T>): Promise<T> {
    const before = process.env[VARIABLE];
    process.env[VARIABLE] = this.clusters;
    try {
      return await work();
    } finally {
      if (before === undefined) delete process.env[VARIABLE];
      else process.env[VARIABLE] = before;
    }
  }
}
