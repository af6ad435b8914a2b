import { readProbeLoss } from '../../connectors/probes/read-loss';
import type { ClusterDefinition } from '../../model/cluster';
import type { JsonObject } from '../../model/json';
import type { Ledger } from '../../model/ledger';
import type { Mute, TargetLoss } from '../../model/loss';
import type { Dependencies } from '../dependencies';

/** What the probes of a run have lost so far, VMs under their own names. */
export interface Measured {
  readonly vms: readonly TargetLoss[];
  readonly controls: readonly TargetLoss[];
  readonly byArp: readonly Mute[];
  readonly unwatched: readonly MuteVm[];
}

/** A VM that answered neither ping nor ARP before anything was touched, and its port in Neutron. */
type MuteVm = Mute & { readonly port: string };

interface Probed {
  readonly set: string;
  readonly vms: readonly { readonly name: string; readonly vm: string; readonly host: string }[];
  readonly controls: readonly { readonly name: string }[];
  readonly byArp?: readonly Mute[];
  readonly unwatched?: readonly MuteVm[];
}

/** The probes that were started for the cluster last; undefined when there were none. */
export async function readProbed(ledger: Ledger, cluster: string): Promise<Probed | undefined> {
  return (await ledger.readFact(cluster, 'probes')) as unknown as Probed | undefined;
}

/** Reads the loss since a moment of the probe machine's clock, in seconds; 0 for the whole run. Of one host's VMs, if given. */
export async function measure(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  { since, host }: { readonly since: number; readonly host?: string },
): Promise<Measured> {
  const probed = await readProbed(ledger, definition.name);
  if (probed === undefined) return { vms: [], controls: [], byArp: [], unwatched: [] };
  const here = (vm: Mute): boolean => host === undefined || vm.host === host;
  const vms = probed.vms.filter(here);
  const machine = await deps.machine(definition, definition.probes.machine);
  const names = [...vms, ...probed.controls].map(({ name }) => name);
  const { intervalMs } = definition.probes;
  const lost = new Map(
    (await readProbeLoss(machine, probed.set, names, { since, intervalMs })).map((one) => [one.name, one]),
  );
  const target = (probe: string, name: string, on: string): TargetLoss[] => {
    const found = lost.get(probe);
    if (found === undefined) return [];
    const { sent, lost: missing, longestGapMs, longestRun, totalGapMs } = found;
    const gaps = found.gaps.map(({ start, end, lost: n }) => ({
      start: wallClock(start),
      end: wallClock(end),
      lost: n,
    }));
    return [{ name, host: on, sent, lost: missing, longestGapMs, longestRun, totalGapMs, gaps }];
  };
  return {
    vms: vms.flatMap(({ name, vm, host: on }) => target(name, vm, on)),
    controls: probed.controls.flatMap(({ name }) => target(name, name, '')),
    byArp: (probed.byArp ?? []).filter(here),
    unwatched: (probed.unwatched ?? []).filter(here),
  };
}

/** ISO 8601 of seconds since the epoch. */
export function wallClock(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** The fact `loss` of the report. */
export function lossFact({ vms, controls, byArp, unwatched }: Measured): JsonObject {
  return {
    vms: vms.map(asJson),
    controls: controls.map(asJson),
    byArp: byArp.map((vm) => ({ ...vm })),
    unwatched: unwatched.map(({ name, host }) => ({ name, host })),
  };
}

function asJson(target: TargetLoss): JsonObject {
  return { ...target, gaps: target.gaps.map((gap) => ({ ...gap })) };
}

/** One sentence for the operator. */
export function describeLoss({ vms, unwatched }: Measured): string {
  const sum = (of: 'sent' | 'lost'): number => vms.reduce((total, vm) => total + vm[of], 0);
  const gap = Math.max(0, ...vms.map(({ longestGapMs }) => longestGapMs));
  const remark =
    unwatched.length === 0 ? '' : ` ${unwatched.length} VMs answer neither ping nor ARP and were not watched.`;
  return `${sum('lost')} of ${sum('sent')} pings of ${vms.length} VMs lost, longest gap ${gap} ms.${remark}`;
}
