import type { Access } from '../../toolbox/access';
import type { LibertyRows } from '../source/read-liberty';
import { AgentRows } from '../target/agent-rows';
import { readTarget } from '../target/read-target';
import { readBothSides } from './both-sides';
import { differencesOf, type Difference } from './differences';

export interface Comparison {
  /** How many objects of each kind were compared. */
  readonly counts: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

/** Reads the new side again and compares it with the old one, kind by kind. */
export async function compareSides(access: Access, cluster: string, rows: LibertyRows): Promise<Comparison> {
  const { definition, target } = access;
  await new AgentRows(target, definition.target.databases.neutron).renew();
  const kinds = Object.entries(await readBothSides(access, cluster, rows, await readTarget(access)));
  return {
    counts: Object.fromEntries(kinds.map(([kind, [wanted]]) => [kind, wanted.length])),
    differences: kinds.flatMap(([kind, [wanted, present]]) => differencesOf(kind, wanted, present)),
  };
}
