import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { cacheFolder } from '../folders';
import { sh } from '../shell';
import { timed } from '../timed';

export const GO_MODULE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

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

/** Lets the SDK fetch the server and keeps it; undefined where its download cannot be reached. */
async function download(cache: string): Promise<TemporalBinary | undefined> {
  const folder = join(cache, 'download');
  mkdirSync(folder, { recursive: true });
  try {
    const server = { executable: { type: 'cached-download' as const, downloadDir: folder, ttl: '10 years' } };
    const environment = await TestWorkflowEnvironment.createLocal({ server });
    await environment.teardown();
  } catch {
    return undefined;
  }
  const { stdout } = await sh(['find', folder, '-type', 'f', '-perm', '-100', '-name', 'temporal*']);
  const path = stdout.split('\n')[0];
  if (path === undefined || path === '') return undefined;
  mkdirSync(join(cache, 'bin'), { recursive: true });
  const kept = join(cache, 'bin', 'temporal');
  await sh(['install', '-m', '755', path, kept]);
  return { path: kept, origin: "the SDK's download" };
}

async function goInstall(cache: string): Promise<TemporalBinary> {
  const folder = join(cache, 'bin');
  mkdirSync(folder, { recursive: true });
  const { exitCode } = await sh(['sh', '-c', 'command -v go'], { accept: 'any' });
  if (exitCode !== 0)
    throw new Error(
      'No Temporal server: not in STACKLEAP_TEMPORAL, on PATH or in the cache, it could not be downloaded, and there is no go ' +
        `to build it. Install the temporal CLI, or Go and run: go install ${GO_MODULE}`,
    );
  await timed(`go install ${GO_MODULE} (about three minutes, then cached)`, () =>
    sh(['go', 'install', GO_MODULE], { env: { GOBIN: folder } }),
  );
  return { path: join(folder, 'temporal'), origin: 'go install' };
}

/** The `temporal` command with its dev server: found, downloaded or built, in the documented order. */
export async function resolveTemporal(): Promise<TemporalBinary> {
  const cache = cacheFolder();
  const found = findTemporal(process.env, cache) ?? (await download(cache)) ?? (await goInstall(cache));
  if (!existsSync(found.path)) throw new Error(`${found.origin} left no ${found.path}.`);
  console.log(`- Temporal from ${found.origin}: ${found.path}`);
  return found;
}
