import { readProbeClock, readProbeLoss, type ProbeLoss } from '../../connectors/probes/read-loss';
import type { RemoteMachine } from '../../model/remote-command';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import type { Mute, TargetLoss } from '../../model/report/loss';
import type { Dependencies } from '../dependencies';
import { inFlight } from './in-flight';
import { readProbed, type MuteVm, type ProbedPoint } from './probed';

/** What the probes of a run have lost so far, VMs under their own names. */
export interface Measured {
  readonly vms: readonly TargetLoss[];
  readonly controls: readonly TargetLoss[];
  readonly byArp: readonly Mute[];
  readonly unwatched: readonly MuteVm[];
}

/** Since a moment of the first probe machine's clock, in seconds; 0 for the whole run. Of one host's VMs, if given. */
interface Span {
  readonly since: number;
  readonly host?: string;
}

/** Two probes of one target that both still run have written last within this time. */
const STILL_SECONDS = 2;

/** Reads the loss from every machine that pings. The host whose turn it is is measured by its faster probes, where it has some. */
export async function measure(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  { since, host }: Span,
): Promise<Measured> {
  const probed = await readProbed(ledger, definition.name);
  if (probed === undefined) return { vms: [], controls: [], byArp: [], unwatched: [] };
  const here = (vm: Mute): boolean => host === undefined || vm.host === host;
  const first = await deps.machine(definition, definition.probes.machine);
  const seen = await Promise.all(
    probed.points.map(async (point) => {
      const machine = await deps.machine(definition, point.machine);
      const ahead = machine.name === first.name ? 0 : await secondsAhead(machine, first);
      const from = probed.points.length > 1 ? { from: point.machine } : {};
      const wanted = { ...point, vms: point.vms.filter(here) };
      const lost = await readLoss(machine, definition, probed.set, wanted, { since: since && since + ahead, host });
      const target = (probe: string, name: string, on: string): TargetLoss[] => {
        const found = lost.get(probe);
        return found === undefined ? [] : [{ name, host: on, ...from, ...toTargetLoss(found, ahead) }];
      };
      return {
        vms: wanted.vms.flatMap(({ name, vm, host: on }) => target(name, vm, on)),
        controls: point.controls.flatMap(({ name }) => target(name, name, '')),
      };
    }),
  );
  return {
    vms: seen.flatMap(({ vms }) => vms),
    controls: seen.flatMap(({ controls }) => controls),
    byArp: probed.byArp.filter(here),
    unwatched: probed.unwatched.filter(here),
  };
}

/** How much a machine's clock is ahead of another's, in seconds, as well as a question over ssh can tell. */
async function secondsAhead(machine: RemoteMachine, of: RemoteMachine): Promise<number> {
  const [one, other] = await Promise.all([readProbeClock(machine), readProbeClock(of)]);
  return one - other;
}

/** By the name of the log that a target always has. */
async function readLoss(
  machine: RemoteMachine,
  { probes }: ClusterDefinition,
  set: string,
  { vms, controls }: ProbedPoint,
  { since, host }: { readonly since: number; readonly host: string | undefined },
): Promise<ReadonlyMap<string, ProbeLoss>> {
  const names = [...vms, ...controls].map(({ name }) => name);
  const { intervalMs, inFlightIntervalMs } = probes;
  const always = await readProbeLoss(machine, set, names, { since, intervalMs });
  const fast =
    host === undefined || inFlightIntervalMs === null
      ? []
      : await readProbeLoss(machine, set, vms.map(inFlight), { since, intervalMs: inFlightIntervalMs });
  // Faster pings that have ended say nothing of what came after them.
  const goesOn = (i: number): boolean => (fast[i]?.lastSeconds ?? 0) > (always[i]?.lastSeconds ?? 0) - STILL_SECONDS;
  const better = fast.flatMap((found, i) => (goesOn(i) ? [[vms[i]?.name ?? '', found] as const] : []));
  return new Map([...always.map((one) => [one.name, one] as const), ...better]);
}

function toTargetLoss(found: ProbeLoss, ahead: number): Omit<TargetLoss, 'name' | 'host'> {
  const { sent, lost, longestGapMs, longestRun, totalGapMs } = found;
  const gaps = found.gaps.map(({ start, end, ...gap }) => ({
    start: wallClock(start - ahead),
    end: wallClock(end - ahead),
    ...gap,
  }));
  return { sent, lost, longestGapMs, longestRun, totalGapMs, gaps };
}

/** ISO 8601 of seconds since the epoch. */
export function wallClock(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
