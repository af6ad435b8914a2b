import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of StackLeap's own package.json: assets (templates, Python, clusters) are found from there, compiled or not. */
export function projectRoot(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'stackleap')
      return folder;
    if (folder === dirname(folder)) throw new Error(`No package.json of stackleap above ${__dirname}`);
  }
}
