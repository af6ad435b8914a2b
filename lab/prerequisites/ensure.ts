import { sh } from '../shell';
import { timed } from '../timed';
import { DEBIAN_PACKAGES } from './packages';

async function missing(wanted: readonly string[]): Promise<string[]> {
  const { stdout } = await sh(['dpkg-query', '-W', '-f', '${db:Status-Abbrev} ${Package}\n', ...wanted], {
    accept: 'any',
  });
  const installed = new Set(
    stdout.split('\n').flatMap((line) => (line.startsWith('ii ') ? (line.split(' ').at(-1) ?? []) : [])),
  );
  return wanted.filter((name) => !installed.has(name));
}

/** Installs by apt what is not there already. */
export async function ensurePrerequisites(wanted: readonly string[] = DEBIAN_PACKAGES): Promise<void> {
  const names = await missing(wanted);
  if (names.length === 0) return;
  await timed(`install ${names.join(', ')} by apt`, async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await sh(['apt-get', 'update', '-qq'], { env });
    await sh(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...names], { env });
  });
}
