import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { projectRoot } from '../../config/project-root';

const NOT_OURS = new Set(['node_modules', 'dist', 'runs', '.git']);

export interface Import {
  readonly from: string;
  /** A file of the project without its ending, or the name of a package or of a Node builtin. */
  readonly to: string;
  readonly ours: boolean;
  /** Gone once compiled. */
  readonly typeOnly: boolean;
}

/** All files of the project below a folder, relative to its root. */
export function filesBelow(folder = projectRoot()): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isFile() ? [relative(projectRoot(), path)] : [];
    });
}

export function read(path: string): string {
  return readFileSync(join(projectRoot(), path), 'utf8');
}

export const typeScript: readonly string[] = filesBelow().filter((path) => path.endsWith('.ts'));

const STATEMENT = /^(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'/gm;
const CALL = /\b(?:import|require|require\.resolve)\(\s*'([^']+)'\s*\)/g;

/** What a file imports, by statement or by call. */
export function importsOf(path: string, text = read(path)): Import[] {
  const statements = [...text.matchAll(STATEMENT)].map(([, type, name = '']) => ({
    name,
    typeOnly: type !== undefined,
  }));
  const calls = [...text.matchAll(CALL)].map(([, name = '']) => ({ name, typeOnly: false }));
  return [...statements, ...calls].map(({ name, typeOnly }) => {
    const ours = name.startsWith('.');
    const to = ours ? normalize(join(dirname(path), name)).replace(/\.js$/, '') : name;
    return { from: path, to, ours, typeOnly };
  });
}

/** The top folder: `model/plan` is in the room `model`. */
export function roomOf(path: string): string {
  return path.split('/')[0] ?? path;
}
