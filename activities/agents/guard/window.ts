import { readProbeClock } from '../../../connectors/probes/read-loss';
import type { ClusterDefinition } from '../../../model/cluster';
import type { JsonObject } from '../../../model/json';
import type { Ledger } from '../../../model/ledger';
import { MOMENTS, type Moment } from '../../../model/report/restart';
import { defineFacts } from '../../define/fact';
import type { Dependencies } from '../../dependencies';
import type { HostInput } from '../../toolbox/open-host';
import { asJson } from '../../probes/loss-fact';
import { wallClock, type Measured } from '../../probes/measure';

/** What a host's change-over was like so far, for the report. */
interface Noted {
  readonly host: string;
  readonly moments: Readonly<Record<string, string>>;
  readonly details: JsonObject;
}

const windowFacts = defineFacts<Noted>('restarts/');
const NOTHING: Pick<Noted, 'moments' | 'details'> = { moments: {}, details: {} };

export type Window = ReturnType<typeof openWindow>;

/** Notes moments of a host's change-over, by the clock of the probe's machine. */
export function openWindow(deps: Dependencies, definition: ClusterDefinition, ledger: Ledger, input: HostInput) {
  const { run, host } = input;
  const fact = windowFacts.of(host);

  /** What came after an earlier try of this moment is forgotten, and all of a change-over that had come to its end. */
  const note = async (moment: Moment, more: JsonObject = {}): Promise<void> => {
    const probe = await deps.machine(definition, definition.probes.machine);
    const at = wallClock(await readProbeClock(probe));
    const last = await fact.read(ledger, run.cluster);
    const known = last === undefined || last.moments['answered'] !== undefined ? NOTHING : last;
    const earlier = MOMENTS.slice(0, MOMENTS.indexOf(moment));
    const moments = Object.fromEntries(
      Object.entries(known.moments).filter(([name]) => earlier.some((m) => m === name)),
    );
    await fact.record(ledger, run, {
      host,
      moments: { ...moments, [moment]: at },
      details: { ...known.details, ...more },
    });
  };

  return {
    note,
    /** The end of it. A host that is looked at again later keeps what was measured then. */
    noteAnswered: async (measured: Measured): Promise<void> => {
      const known = await fact.read(ledger, run.cluster);
      if (known?.moments['answered'] !== undefined) return;
      await note('answered', { vms: measured.vms.map(asJson) });
    },
  };
}
