import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../config/project-root';

/** The rooms that examples add to, and those that these import. */
const ROOMS = ['model', 'releases', 'config', 'connectors', 'alignment', 'flows', 'activities', 'plan'];

/** What the compiler has found out of files, in the folder that it compiles. */
const BUILD_INFO = 'examples.tsbuildinfo';

/** A block of code of a page. `ts`: a new file, named by its first line. `diff`: lines of a file, named likewise. */
interface Example {
  readonly language: 'ts' | 'diff';
  readonly path: string;
  readonly lines: readonly string[];
}

export function examplesOf(page: string): readonly Example[] {
  return [...page.matchAll(/^```(ts|diff)\n(?:\/\/|---) (\S+)\n([\s\S]*?)^```$/gm)].map(
    ([, language, path = '', body = '']) => ({
      language: language === 'ts' ? 'ts' : 'diff',
      path,
      lines: body.trimEnd().split('\n'),
    }),
  );
}

/** Copies the rooms to a folder inside the project, with what the compiler needs. */
export function copyRooms(folder: string): void {
  for (const room of ROOMS) cpSync(join(projectRoot(), room), join(folder, room), { recursive: true });
  const options = { rootDir: '.', types: ['node'], noEmit: true, tsBuildInfoFile: BUILD_INFO };
  const config = {
    extends: join(projectRoot(), 'tsconfig.json'),
    compilerOptions: options,
    include: ['**/*.ts'],
    exclude: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  if (existsSync(kept())) cpSync(kept(), join(folder, BUILD_INFO));
}

/** Keeps what the compiler has found out for the next folder: it looks at what has changed alone. */
export function keepBuildInfo(folder: string): void {
  mkdirSync(dirname(kept()), { recursive: true });
  cpSync(join(folder, BUILD_INFO), kept());
}

function kept(): string {
  return join(projectRoot(), 'node_modules', '.cache', BUILD_INFO);
}

/** Changes the copied rooms as an example shows. Throws when a new file exists, or lines are not there exactly once. */
export function applyExample(folder: string, { language, path, lines }: Example): void {
  const file = join(folder, path);
  if (language === 'ts') {
    if (existsSync(file)) throw new Error(`${path} exists already`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${lines.join('\n')}\n`);
    return;
  }
  const side = (sign: string): string =>
    lines.flatMap((line) => (line.startsWith(' ') || line.startsWith(sign) ? [`${line.slice(1)}\n`] : [])).join('');
  const [before = '', after, ...more] = readFileSync(file, 'utf8').split(side('-'));
  if (after === undefined || more.length > 0) throw new Error(`${path} does not have these lines once:\n${side('-')}`);
  writeFileSync(file, `${before}${side('+')}${after}`);
}
