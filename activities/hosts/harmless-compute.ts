import type { RemoteMachine } from '../../model/command';
import { HARMLESS_OPTIONS } from '../../releases/liberty-to-stein/harmless-start';
import { COMPUTE_UNIT } from '../../releases/liberty-to-stein/packages';

/** Sorted behind an operator's own: one that empties Environment= would take the options away. */
const DROP_IN = `/etc/systemd/system/${COMPUTE_UNIT}.d/zzz-stackleap-harmless.conf`;

/** Tells a start of ours from one with an operator's own options. */
const MARK = 'STACKLEAP_HARMLESS';
const OPTIONS = { ...HARMLESS_OPTIONS, [MARK]: '1' };

const TEXT = [
  '# StackLeap: until its guests are proved to be what Nova takes them for, nova-compute must not touch them.',
  '[Service]',
  ...Object.entries(OPTIONS).map(([name, value]) => `Environment=${name}=${value}`),
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

/** How nova-compute runs now. */
export type ComputeRuns = 'not' | 'harmless' | 'own' | 'halfway';

const ENVIRONMENT = `systemctl show --property=ActiveState,MainPID "$1"
pid=$(systemctl show --property=MainPID "$1" | cut -d= -f2)
[ "\${pid:-0}" = 0 ] || tr '\\0' '\\n' <"/proc/$pid/environ"`;

/**
 * Looks at the process itself, and not at what its unit would start: a unit that starts again and again does not run. `halfway`: some of
 * the options that keep it from guests are missing.
 */
export async function readComputeRuns(machine: RemoteMachine): Promise<ComputeRuns> {
  const lines = new Set((await machine.run(['sh', '-c', ENVIRONMENT, 'sh', COMPUTE_UNIT])).stdout.split('\n'));
  if (!lines.has('ActiveState=active') || lines.has('MainPID=0')) return 'not';
  const missing = Object.entries(OPTIONS).filter(([name, value]) => !lines.has(`${name}=${value}`));
  if (missing.length === 0) return 'harmless';
  return lines.has(`${MARK}=1`) ? 'halfway' : 'own';
}
