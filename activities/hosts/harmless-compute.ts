import type { RemoteMachine } from '../../model/command';
import { HARMLESS_OPTIONS } from '../../releases/liberty-to-stein/harmless-start';
import { COMPUTE_UNIT } from '../../releases/liberty-to-stein/packages';

/** Sorted behind an operator's own: one that empties Environment= would take the options away. */
const DROP_IN = `/etc/systemd/system/${COMPUTE_UNIT}.d/zzz-stackleap-harmless.conf`;

const TEXT = [
  '# StackLeap: until its guests are proved to be what Nova takes them for, nova-compute must not touch them.',
  '[Service]',
  ...Object.entries(HARMLESS_OPTIONS).map(([name, value]) => `Environment=${name}=${value}`),
  '',
].join('\n');

/** Whether nova-compute's next start will be one in which it can touch no guest. */
export async function isHarmless(machine: RemoteMachine): Promise<boolean> {
  return (await machine.readFile(DROP_IN)) === TEXT;
}

/** Sees to it that nova-compute touches no guest from its next start on, also after a reboot of the host. */
export async function makeHarmless(machine: RemoteMachine): Promise<void> {
  await machine.writeFile(DROP_IN, TEXT, '0644');
  await machine.run(['systemctl', 'daemon-reload']);
}

/** From its next start on nova-compute has its own configuration alone. */
export async function makeOwn(machine: RemoteMachine): Promise<void> {
  await machine.run(['rm', '-f', '--', DROP_IN]);
  await machine.run(['rmdir', '--ignore-fail-on-non-empty', '--', DROP_IN.replace(/\/[^/]+$/, '')], { accept: 'any' });
  await machine.run(['systemctl', 'daemon-reload']);
}

const ENVIRONMENT = `pid=$(systemctl show --property=MainPID "$1" | cut -d= -f2)
[ "\${pid:-0}" != 0 ] || exit 0
tr '\\0' '\\n' <"/proc/$pid/environ"`;

/** Options that the nova-compute that runs now does not have, though it should touch no guest; none where none runs. */
export async function missingOptions(machine: RemoteMachine): Promise<readonly string[]> {
  const { stdout } = await machine.run(['sh', '-c', ENVIRONMENT, 'sh', COMPUTE_UNIT]);
  const has = new Set(stdout.split('\n'));
  if (stdout.trim() === '') return [];
  return Object.entries(HARMLESS_OPTIONS).flatMap(([name, value]) => (has.has(`${name}=${value}`) ? [] : [name]));
}
