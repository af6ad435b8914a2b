import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import type { RemoteMachine } from '../../model/remote-command';
import { someAtOnce } from './some-at-once';

/** One address that is pinged from the probe's machine for as long as a run lasts. */
export interface Probe {
  /** Names its unit and its log: letters, digits, `.`, `_` and `-` only. */
  readonly name: string;
  readonly address: string;
  /** Network namespace on the probe's machine; '' for the machine's own. */
  readonly namespace: string;
  /** The MAC of a target that is asked by ARP; without it, it is pinged. */
  readonly arp?: string;
}

/** How long an answer may take before it counts as lost; longer than any interval, so that slow is not lost. */
export const TIMEOUT_MS = 1_000;
/** A busy machine must not look like loss. */
const NICE = -15;
/** Exit code of `systemctl stop` when a unit has ended, and been forgotten, meanwhile; the others are stopped. */
const NOT_LOADED = 5;
/** Under which every set has its own folder. */
export const PROBES_ROOT = '/var/lib/stackleap/probes';

/** Where the logs of a set of probes lie on the probe's machine. */
export function probeFolder(set: string): string {
  return `${PROBES_ROOT}/${set}`;
}

function unitName(set: string, probe: string): string {
  return `stackleap-probe-${set}-${probe}.service`;
}

/** Names of probes, those that are about to be started again by systemd among them. */
async function running(machine: RemoteMachine, set: string): Promise<ReadonlySet<string>> {
  const { stdout } = await machine.run([
    ...['systemctl', 'list-units', '--plain', '--no-legend', '--state=active,activating', unitName(set, '*')],
  ]);
  const [before = '', after = ''] = unitName(set, '*').split('*');
  const units = stdout.split('\n').map((line) => line.split(' ')[0] ?? '');
  return new Set(units.filter((unit) => unit !== '').map((unit) => unit.slice(before.length, -after.length)));
}

function arpProgram(set: string): string {
  return `${probeFolder(set)}/arp.py`;
}

function pinger(set: string, { address, namespace, arp }: Probe, intervalMs: number): string[] {
  const inside = namespace === '' ? [] : ['ip', 'netns', 'exec', namespace];
  if (arp !== undefined)
    return [...inside, 'python3', arpProgram(set), address, arp, String(intervalMs), String(TIMEOUT_MS)];
  return [...inside, 'fping', '-l', '-D', '-p', String(intervalMs), '-t', String(TIMEOUT_MS), address];
}

/**
 * Pings every address from now on, each by its own transient systemd unit: they run on whatever becomes of the worker or
 * the connection. Those that run already are left alone. Returns how many were started.
 */
export async function ensureProbes(
  machine: RemoteMachine,
  set: string,
  probes: readonly Probe[],
  intervalMs: number,
): Promise<number> {
  const active = await running(machine, set);
  const missing = probes.filter(({ name }) => !active.has(name));
  if (missing.length > 0) await machine.run(['mkdir', '-p', probeFolder(set)]);
  if (missing.some(({ arp }) => arp !== undefined))
    await machine.writeFile(arpProgram(set), await readFile(join(projectRoot(), 'remote', 'probe', 'arp.py'), 'utf8'));
  for (const probe of missing) {
    const unit = unitName(set, probe.name);
    await machine.run(['systemctl', 'reset-failed', unit], { accept: 'any' });
    await machine.run([
      ...['systemd-run', '--quiet', `--unit=${unit}`, `--description=StackLeap pings ${probe.name}`],
      ...['--collect', '--property=Restart=always', `--property=Nice=${NICE}`],
      `--property=StandardOutput=append:${probeFolder(set)}/${probe.name}.log`,
      ...['--', ...pinger(set, probe, intervalMs)],
    ]);
  }
  return missing.length;
}

/** Ends the probes of a set, or those whose names are `wanted`; their logs stay. Returns how many ran. */
export async function stopProbes(
  machine: RemoteMachine,
  set: string,
  wanted: (probe: string) => boolean = () => true,
): Promise<number> {
  const units = [...(await running(machine, set))].filter(wanted).map((probe) => unitName(set, probe));
  for (const some of someAtOnce(units))
    await machine.run(['systemctl', 'stop', '--', ...some], { accept: [0, NOT_LOADED] });
  return units.length;
}
