import type { RemoteMachine } from '../../model/command';

/** One address that is pinged from the probe's machine for as long as a run lasts. */
export interface Probe {
  /** Names its unit and its log: letters, digits, `.`, `_` and `-` only. */
  readonly name: string;
  readonly address: string;
  /** Network namespace on the probe's machine; '' for the machine's own. */
  readonly namespace: string;
}

/** How long an answer may take before it counts as lost; longer than any interval, so that slow is not lost. */
export const TIMEOUT_MS = 1_000;
/** A busy machine must not look like loss. */
const NICE = -15;
const ROOT = '/var/lib/stackleap/probes';

/** Where the logs of a set of probes lie on the probe's machine. */
export function probeFolder(set: string): string {
  return `${ROOT}/${set}`;
}

function unitName(set: string, probe: string): string {
  return `stackleap-probe-${set}-${probe}.service`;
}

/** Those that are about to be started again by systemd among them. */
async function running(machine: RemoteMachine, set: string): Promise<ReadonlySet<string>> {
  const { stdout } = await machine.run([
    ...['systemctl', 'list-units', '--plain', '--no-legend', '--state=active,activating', unitName(set, '*')],
  ]);
  return new Set(stdout.split('\n').map((line) => line.split(' ')[0] ?? ''));
}

function pinger({ address, namespace }: Probe, intervalMs: number): string[] {
  const inside = namespace === '' ? [] : ['ip', 'netns', 'exec', namespace];
  return [...inside, 'fping', '-l', '-D', '-p', String(intervalMs), '-t', String(TIMEOUT_MS), address];
}

/**
 * Pings every address from now on, each by a transient systemd unit of its own: they go on whatever becomes of the worker or
 * the connection. Those that run already are left alone. Returns how many were started.
 */
export async function ensureProbes(
  machine: RemoteMachine,
  set: string,
  probes: readonly Probe[],
  intervalMs: number,
): Promise<number> {
  const active = await running(machine, set);
  const missing = probes.filter(({ name }) => !active.has(unitName(set, name)));
  if (missing.length > 0) await machine.run(['mkdir', '-p', probeFolder(set)]);
  for (const probe of missing) {
    const unit = unitName(set, probe.name);
    await machine.run(['systemctl', 'reset-failed', unit], { accept: 'any' });
    await machine.run([
      ...['systemd-run', '--quiet', `--unit=${unit}`, `--description=StackLeap pings ${probe.name}`],
      ...['--collect', '--property=Restart=always', `--property=Nice=${NICE}`],
      `--property=StandardOutput=append:${probeFolder(set)}/${probe.name}.log`,
      ...['--', ...pinger(probe, intervalMs)],
    ]);
  }
  return missing.length;
}

/** Ends the probes of a set; their logs stay. Returns how many ran. */
export async function stopProbes(machine: RemoteMachine, set: string): Promise<number> {
  const units = [...(await running(machine, set))].filter((unit) => unit !== '');
  if (units.length > 0) await machine.run(['systemctl', 'stop', ...units]);
  return units.length;
}
