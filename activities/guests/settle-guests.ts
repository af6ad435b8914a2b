import { z } from 'zod';
import { tableName } from '../../model/quote';
import type { GuestRow } from '../../model/guest';
import type { RemoteMachine } from '../../model/remote-command';
import { passingReason } from '../toolbox/passing';
import { defineUndo } from '../define/undo';
import type { HostInput } from '../toolbox/open-host';
import { readDatapathProblems } from '../network/caches/datapath-problems';
import { openAccess, type Access } from '../toolbox/access';
import { noteAdopted } from './adopted';
import { guestDifferences } from './differences';
import { readNewView } from './read-host-view';
import { settle } from './settle';

const state = z.object({ vmState: z.string(), powerState: z.number() });
/** How a row was and what it took over. */
const taken = state.extend({ uuid: z.string(), was: state });
type Taken = Readonly<z.output<typeof taken>>;

/** Gives rows back what they said; a row that says something else by now is left alone. */
export const restoreGuestStates = defineUndo({
  kind: 'restoreGuestStates',
  detail: z.object({ host: z.string(), rows: z.array(taken).readonly() }),
  undo: async (deps, { host, rows }, { cluster, run }) => {
    const access = await openAccess(deps, cluster);
    for (const one of rows) await write(access, one.uuid, one, one.was);
    await noteAdopted(access.ledger, run, host, []);
    return `${host}: ${rows.length} rows say of their guests what they said before.`;
  },
});

/** What comparing a host's guests came to. */
export interface Comparison {
  /** Guests of the hypervisor; null where they cannot be seen. */
  readonly count: number | null;
  readonly adopted: number;
  readonly accepted: readonly string[];
  /** Why nova-compute must not start, one sentence each. */
  readonly reasons: readonly string[];
}

/**
 * Compares the three, lets rows take over what the definition says, and tells what is left; also where nova-compute would give the
 * integration bridge another datapath.
 */
export async function settleGuests(access: Access, machine: RemoteMachine, input: HostInput): Promise<Comparison> {
  const { definition, ledger } = access;
  try {
    const view = await readNewView(access, machine);
    const { adopt, held, accepted } = settle(guestDifferences(view), definition.guests);
    const rows = new Map(view.rows.map((row) => [row.uuid, row]));
    const fresh = adopt.map((one): Taken => ({ ...one, was: stateOf(rows.get(one.uuid)) }));
    if (fresh.length > 0) {
      const { host } = input;
      const standing = await restoreGuestStates.record(ledger, input, { host, rows: fresh });
      const all = merge(standing.rows, fresh);
      await restoreGuestStates.amend(ledger, input, { host, rows: all });
      for (const one of fresh) await write(access, one.uuid, one.was, one);
      await noteAdopted(ledger, input.run, input.host, all);
    }
    return {
      count: view.libvirt?.domains.length ?? null,
      adopted: fresh.length,
      accepted,
      reasons: [...held, ...(await readDatapathProblems(access, machine))],
    };
  } catch (error) {
    const reason = passingReason(error);
    if (reason === undefined) throw error;
    return { count: null, adopted: 0, accepted: [], reasons: [reason] };
  }
}

/** States that rows take over belong to the step that takes them over first: it undoes them all. */
export function settlingStep(input: HostInput): HostInput {
  return { ...input, step: input.step.replace(/[^/]+$/, 'guests') };
}

/** A row that takes something over again goes back to what it said at first. */
function merge(before: readonly Taken[], now: readonly Taken[]): readonly Taken[] {
  const first = new Map(before.map((one) => [one.uuid, one]));
  for (const one of now) first.set(one.uuid, { ...one, was: first.get(one.uuid)?.was ?? one.was });
  return [...first.values()];
}

type State = Pick<GuestRow, 'vmState' | 'powerState'>;

async function write({ definition, target }: Access, uuid: string, from: State, to: State): Promise<void> {
  await target.run(
    `UPDATE ${tableName(definition.target.databases.nova, 'instances')} SET vm_state = ?, power_state = ?
      WHERE uuid = ? AND deleted = 0 AND vm_state = ? AND task_state IS NULL`,
    [to.vmState, to.powerState, uuid, from.vmState],
  );
}

function stateOf(row: GuestRow | undefined): State {
  return { vmState: row?.vmState ?? '', powerState: row?.powerState ?? 0 };
}
