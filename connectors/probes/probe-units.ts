import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import type { RemoteMachine } from '../../model/remote-command';
import { withPython } from '../python';
import { quote } from '../ssh/quote';
import { probeFolder, TIMEOUT_MS, type Probe } from './probe';
import { groupProbes, nameOf, targetLine, type ProbeGroup } from './probe-groups';
import { listPath, readRunning, unitName } from './running-probes';
import { someAtOnce } from './some-at-once';

/** A busy machine must not look like loss. */
const NICE = -15;
/** Exit code of `systemctl stop` when a unit has ended, and been forgotten, meanwhile; the others are stopped. */
const NOT_LOADED = 5;
/** The unit's own `Restart=`: CentOS 7's systemd takes none from `systemd-run`. A stop ends all of it. */
function startingAgain(argv: readonly string[]): string {
  return `while :; do ${quote(argv)}; sleep 0.1; done\n`;
}

const PROGRAMS = ['targets.py', 'ping.py', 'ask.py'];

/**
 * Pings every address from now on: each network namespace by one transient systemd unit with a list of targets, which runs on
 * whatever becomes of the worker or the connection. Those that are pinged already are left alone, and miss nothing while others
 * come beside them. Returns how many were begun.
 */
export async function ensureProbes(
  machine: RemoteMachine,
  set: string,
  probes: readonly Probe[],
  intervalMs: number,
): Promise<number> {
  const { single, groups } = await readRunning(machine, set);
  const known = new Set([...single, ...[...groups.values()].flat()]);
  const missing = probes.filter((probe) => !known.has(probe.name) && !known.has(targetLine(probe)));
  if (missing.length === 0) return 0;
  await machine.run(['mkdir', '-p', probeFolder(set)]);
  await writePrograms(machine, set);
  for (const group of groupProbes(missing, intervalMs)) {
    const list = groups.get(group.name);
    // one that has another address since is asked there
    const own = new Set(group.probes.map(({ name }) => name));
    const others = (list ?? []).filter((line) => !own.has(nameOf(line)));
    await writeList(machine, set, group.name, [...others, ...group.probes.map(targetLine)]);
    if (list === undefined) await startUnit(machine, set, group, intervalMs);
  }
  return missing.length;
}

/** Ends the probes of a set, or those whose names are `wanted`; their logs stay. Returns how many ran. */
export async function stopProbes(
  machine: RemoteMachine,
  set: string,
  wanted: (probe: string) => boolean = () => true,
): Promise<number> {
  const { single, groups } = await readRunning(machine, set);
  const units = single.filter(wanted);
  let stopped = units.length;
  for (const [group, list] of groups) {
    const left = list.filter((line) => !wanted(nameOf(line)));
    if (left.length === 0) units.push(group);
    else if (left.length < list.length) await writeList(machine, set, group, left);
    stopped += list.length - left.length;
  }
  for (const some of someAtOnce(units.map((name) => unitName(set, name))))
    await machine.run(['systemctl', 'stop', '--', ...some], { accept: [0, NOT_LOADED] });
  return stopped;
}

/** The program of a unit looks after its list by itself. */
function writeList(machine: RemoteMachine, set: string, group: string, lines: readonly string[]): Promise<void> {
  return machine.writeFile(listPath(set, group), lines.map((line) => `${line}\n`).join(''));
}

async function writePrograms(machine: RemoteMachine, set: string): Promise<void> {
  for (const name of PROGRAMS)
    await machine.writeFile(
      `${probeFolder(set)}/${name}`,
      await readFile(join(projectRoot(), 'remote', 'probe', name), 'utf8'),
    );
}

async function startUnit(
  machine: RemoteMachine,
  set: string,
  { name, namespace, byArp }: ProbeGroup,
  intervalMs: number,
): Promise<void> {
  const unit = unitName(set, name);
  const inside = namespace === '' ? [] : ['ip', 'netns', 'exec', namespace];
  const program = `${probeFolder(set)}/${byArp ? 'ask' : 'ping'}.py`;
  const python = ['sh', '-c', withPython('-B "$@"'), 'sh', program, listPath(set, name)];
  const script = `${probeFolder(set)}/${name}.sh`;
  await machine.writeFile(
    script,
    startingAgain([...inside, ...python, probeFolder(set), String(intervalMs), String(TIMEOUT_MS)]),
  );
  await machine.run(['systemctl', 'reset-failed', unit], { accept: 'any' });
  await machine.run([
    ...['systemd-run', `--unit=${unit}`, `--description=StackLeap pings ${namespace || 'VMs'}`],
    ...[`--property=Nice=${NICE}`, '--', 'sh', script],
  ]);
}
