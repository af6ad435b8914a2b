import type { RemoteMachine } from '../../model/command';
import type { ReleasePair } from '../../model/pair/release-pair';

/** What is asked of the pair: nova-compute's unit, and what keeps it from guests. */
type Compute = Pick<ReleasePair, 'compute' | 'units'>;

/** Tells a start of ours from one with an operator's own options. */
const MARK = 'STACKLEAP_HARMLESS';

/** Sorted behind an operator's own: one that empties Environment= would take the options away. */
function dropInOf({ units }: Compute): string {
  return `/etc/systemd/system/${units.compute}.d/zzz-stackleap-harmless.conf`;
}

function optionsOf({ compute }: Compute): readonly (readonly [name: string, value: string])[] {
  return Object.entries({ ...compute.harmlessOptions, [MARK]: '1' });
}

function textOf(pair: Compute): string {
  return [
    '# StackLeap: until its guests are proved to be what Nova takes them for, nova-compute must not touch them.',
    '[Service]',
    ...optionsOf(pair).map(([name, value]) => `Environment=${name}=${value}`),
    '',
  ].join('\n');
}

/** Whether nova-compute's next start will be one in which it can touch no guest. */
export async function isHarmless(machine: RemoteMachine, pair: Compute): Promise<boolean> {
  return (await machine.readFile(dropInOf(pair))) === textOf(pair);
}

/** Sees to it that nova-compute touches no guest from its next start on, also after a reboot of the host. */
export async function makeHarmless(machine: RemoteMachine, pair: Compute): Promise<void> {
  await machine.writeFile(dropInOf(pair), textOf(pair), '0644');
  await machine.run(['systemctl', 'daemon-reload']);
}

/** From its next start on nova-compute has its own configuration alone. */
export async function makeOwn(machine: RemoteMachine, pair: Compute): Promise<void> {
  const path = dropInOf(pair);
  await machine.run(['rm', '-f', '--', path]);
  await machine.run(['rmdir', '--ignore-fail-on-non-empty', '--', path.replace(/\/[^/]+$/, '')], { accept: 'any' });
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
export async function readComputeRuns(machine: RemoteMachine, pair: Compute): Promise<ComputeRuns> {
  const lines = new Set((await machine.run(['sh', '-c', ENVIRONMENT, 'sh', pair.units.compute])).stdout.split('\n'));
  if (!lines.has('ActiveState=active') || lines.has('MainPID=0')) return 'not';
  const missing = optionsOf(pair).filter(([name, value]) => !lines.has(`${name}=${value}`));
  if (missing.length === 0) return 'harmless';
  return lines.has(`${MARK}=1`) ? 'halfway' : 'own';
}
