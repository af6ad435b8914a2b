import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { cacheFolder } from '../folders';
import { sh } from '../shell';
import { timed } from '../timed';

export const GO_MODULE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
/** Longer than this, building it is faster. */
const DOWNLOAD_MS = 90_000;

export interface TemporalBinary {
  readonly path: string;
  /** Where it was found, for the operator. */
  readonly origin: string;
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Looks without downloading: STACKLEAP_TEMPORAL, PATH, the cache. A set but useless STACKLEAP_TEMPORAL is an error. */
export function findTemporal(
  env: Readonly<Record<string, string | undefined>>,
  cache: string,
): TemporalBinary | undefined {
  const set = env['STACKLEAP_TEMPORAL'];
  if (set !== undefined && set !== '') {
    if (executable(set)) return { path: set, origin: 'STACKLEAP_TEMPORAL' };
    throw new Error(`STACKLEAP_TEMPORAL is ${set}, which cannot be executed: correct it or unset it.`);
  }
  const onPath = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'temporal'))
    .find(executable);
  if (onPath !== undefined) return { path: onPath, origin: 'PATH' };
  const cached = join(cache, 'bin', 'temporal');
  return executable(cached) ? { path: cached, origin: 'the cache' } : undefined;
}

/** Moves a complete binary to its place in the cache: a copy that is cut short must not be found there. */
async function keep(binary: string, cache: string): Promise<string> {
  const kept = join(cache, 'bin', 'temporal');
  mkdirSync(join(cache, 'bin'), { recursive: true });
  await sh(['install', '-m', '755', binary, `${kept}.new`]);
  renameSync(`${kept}.new`, kept);
  return kept;
}

/** Lets the SDK fetch the server and keeps it; undefined where its download cannot be reached in good time. */
async function download(cache: string): Promise<TemporalBinary | undefined> {
  const folder = join(cache, 'download');
  mkdirSync(folder, { recursive: true });
  const { exitCode } = await timed("the SDK's download of Temporal", () =>
    // a process of its own: a download that hangs can be ended with it
    sh([process.execPath, join(projectRoot(), 'dist/lab/temporal/download.js'), folder], {
      accept: 'any',
      timeoutMs: DOWNLOAD_MS,
    }),
  );
  if (exitCode !== 0) return undefined;
  const { stdout } = await sh(['find', folder, '-type', 'f', '-perm', '-100', '-name', 'temporal*']);
  const path = stdout.split('\n')[0];
  if (path === undefined || path === '') return undefined;
  return { path: await keep(path, cache), origin: "the SDK's download" };
}

async function goInstall(cache: string): Promise<TemporalBinary> {
  const { exitCode } = await sh(['sh', '-c', 'command -v go'], { accept: 'any' });
  if (exitCode !== 0)
    throw new Error(
      'No Temporal server: not in STACKLEAP_TEMPORAL, on PATH or in the cache, it could not be downloaded, and there is no go ' +
        `to build it. Install the temporal CLI, or Go and run: go install ${GO_MODULE}`,
    );
  const folder = join(cache, 'go-bin');
  await timed(`go install ${GO_MODULE} (about three minutes, then cached)`, () =>
    sh(['go', 'install', GO_MODULE], { env: { GOBIN: folder } }),
  );
  const path = await keep(join(folder, 'temporal'), cache);
  rmSync(folder, { recursive: true });
  return { path, origin: 'go install' };
}

/** The `temporal` command with its dev server: found, downloaded or built, in the documented order. */
export async function resolveTemporal(): Promise<TemporalBinary> {
  const cache = cacheFolder();
  const found = findTemporal(process.env, cache) ?? (await download(cache)) ?? (await goInstall(cache));
  if (!existsSync(found.path)) throw new Error(`${found.origin} left no ${found.path}.`);
  console.log(`- Temporal from ${found.origin}: ${found.path}`);
  return found;
}
