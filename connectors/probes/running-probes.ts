import type { RemoteMachine } from '../../model/remote-command';
import { probeFolder } from './probe';
import { isGroup } from './probe-groups';

/** What pings on a machine for a set. */
export interface RunningProbes {
  /** Probes that have a unit of their own: earlier versions made one for each. */
  readonly single: readonly string[];
  /** The list of each group whose unit runs, a line a target. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/** The name of a group after a line of its own, then its targets, indented. */
const LISTS = 'for g; do printf "%s\\n" "$g"; sed "s/^/ /" "$g.targets"; done';

/** The unit of a group, or of one probe. */
export function unitName(set: string, name: string): string {
  return `stackleap-probe-${set}-${name}.service`;
}

/** The list of a group's targets on its machine. */
export function listPath(set: string, group: string): string {
  return `${probeFolder(set)}/${group}.targets`;
}

/** Reads which units run, those that are about to be started again by systemd among them, and what for. */
export async function readRunning(machine: RemoteMachine, set: string): Promise<RunningProbes> {
  const { stdout } = await machine.run([
    ...['systemctl', 'list-units', '--full', '--plain', '--no-legend', '--state=active,activating', unitName(set, '*')],
  ]);
  const [before = '', after = ''] = unitName(set, '*').split('*');
  const names = stdout
    .split('\n')
    // systemd 219 indents them
    .map((line) => line.trim().split(' ')[0] ?? '')
    .filter((unit) => unit !== '')
    .map((unit) => unit.slice(before.length, -after.length));
  const groups = names.filter(isGroup);
  return {
    single: names.filter((name) => !isGroup(name)),
    groups: groups.length === 0 ? new Map() : await readLists(machine, set, groups),
  };
}

async function readLists(
  machine: RemoteMachine,
  set: string,
  groups: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const script = `cd "$1" && shift && ${LISTS}`;
  const { stdout } = await machine.run(['sh', '-c', script, 'sh', probeFolder(set), ...groups], { accept: 'any' });
  const lists = new Map<string, string[]>(groups.map((group) => [group, []]));
  let list: string[] = [];
  for (const line of stdout.split('\n'))
    if (line.startsWith(' ')) list.push(line.slice(1));
    else list = lists.get(line) ?? [];
  return lists;
}
