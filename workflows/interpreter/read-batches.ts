import type { PhaseName } from '../../model/phases';
import type { GroupHead } from '../../model/plan/plan-page';
import type { Execution } from './execution';
import { readGroups } from './read-plan';

/** A batch of hosts and its common steps; or, without hosts, a group that stands between batches: all before it are through first. */
export interface Batch {
  readonly before: readonly GroupHead[];
  readonly hosts: GroupHead | null;
  readonly after: readonly GroupHead[];
}

/** A phase's groups from one on, batch by batch. Common steps of a batch are named after it: `<batch>-claim`. */
export async function* readBatches(execution: Execution, phase: PhaseName, from: number): AsyncGenerator<Batch> {
  let waiting: GroupHead[] = [];
  let open: { before: readonly GroupHead[]; hosts: GroupHead; after: GroupHead[] } | undefined;
  for await (const group of readHeads(execution, phase, from)) {
    if (group.workflow === 'upgradeHostBatch') {
      if (open !== undefined) yield open;
      for (const one of waiting.filter((before) => !belongs(before, group))) yield alone(one);
      open = { before: waiting.filter((before) => belongs(before, group)), hosts: group, after: [] };
      waiting = [];
    } else if (open !== undefined && waiting.length === 0 && belongs(group, open.hosts)) open.after.push(group);
    else waiting.push(group);
  }
  if (open !== undefined) yield open;
  for (const one of waiting) yield alone(one);
}

async function* readHeads(execution: Execution, phase: PhaseName, begin: number): AsyncGenerator<GroupHead> {
  for (let from: number | null = begin; from !== null;) {
    const { items, next } = await readGroups(execution, phase, from);
    yield* items;
    from = next;
  }
}

function belongs(group: GroupHead, { name }: GroupHead): boolean {
  return group.name.startsWith(`${name}-`);
}

function alone(group: GroupHead): Batch {
  return { before: [group], hosts: null, after: [] };
}
