import type { OpenUndo } from '../../model/ledger';
import type { HostUndos } from '../../model/plan/undo-batch';

/** Undos in one page: enough to keep a roll-back busy, few enough for a history. */
export const PAGE = 50;
/** Hosts that are undone at the same time, as many as a batch of the way forward has at most. */
const HOSTS_AT_ONCE = 100;
/** What one child undoes at most: six events each stay far below what a history may have. */
const HOSTS_A_CHILD = 25;
const UNDOS_A_CHILD = 250;

/** What is to be undone next: some one after the other, or else batches of hosts side by side. */
export interface NextUndos {
  readonly inTurn: readonly OpenUndo[];
  readonly batches: readonly (readonly HostUndos[])[];
}

/**
 * The beginning of a list of open undos, the newest first, as far as it may be undone at once. Undos of the phase `hosts` are about one
 * host each, and hosts do not build on one another; a step of a batch, or of another phase, is a border.
 */
export function nextUndos(open: readonly OpenUndo[], hypervisors: ReadonlySet<string>): NextUndos {
  const byHost = new Map<string, OpenUndo[]>();
  for (const undo of open) {
    const host = hostOf(undo, hypervisors);
    if (host === undefined || (!byHost.has(host) && byHost.size === HOSTS_AT_ONCE)) break;
    byHost.set(host, [...(byHost.get(host) ?? []), undo]);
  }
  if (byHost.size > 0) return { inTurn: [], batches: split([...byHost].map(([host, undos]) => ({ host, undos }))) };
  const border = open.findIndex((undo) => hostOf(undo, hypervisors) !== undefined);
  return { inTurn: open.slice(0, Math.min(PAGE, border === -1 ? PAGE : border)), batches: [] };
}

function hostOf({ step, phase }: OpenUndo, hypervisors: ReadonlySet<string>): string | undefined {
  const track = step.split('/')[1] ?? '';
  return phase === 'hosts' && hypervisors.has(track) ? track : undefined;
}

function split(hosts: readonly HostUndos[]): readonly (readonly HostUndos[])[] {
  const batches: HostUndos[][] = [];
  let size = UNDOS_A_CHILD;
  for (const host of hosts) {
    const last = batches.at(-1);
    if (last === undefined || last.length === HOSTS_A_CHILD || size + host.undos.length > UNDOS_A_CHILD) {
      batches.push([host]);
      size = host.undos.length;
    } else {
      last.push(host);
      size += host.undos.length;
    }
  }
  return batches;
}
