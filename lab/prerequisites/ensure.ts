import { sh } from '../shell';
import { timed } from '../timed';
import { DEBIAN_PACKAGES } from './packages';

async function missing(): Promise<string[]> {
  const { stdout } = await sh(['dpkg-query', '-W', '-f', '${db:Status-Abbrev} ${Package}\n', ...DEBIAN_PACKAGES], {
    accept: 'any',
  });
  const installed = new Set(
    stdout.split('\n').flatMap((line) => (line.startsWith('ii ') ? (line.split(' ').at(-1) ?? []) : [])),
  );
  return DEBIAN_PACKAGES.filter((name) => !installed.has(name));
}

/** Installs by apt what is not there already. */
export async function ensurePrerequisites(): Promise<void> {
  const names = await missing();
  if (names.length === 0) return;
  await timed(`install ${names.join(', ')} by apt`, async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await sh(['apt-get', 'update', '-qq'], { env });
    await sh(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...names], { env });
  });
}
