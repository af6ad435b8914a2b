import { sumOf } from '../../activities/probes/loss-fact';
import type { GateName } from '../../model/gates';
import { upgradeWorkflowId, workflowUrl } from '../../model/names';
import { labUp } from '../commands/up';
import { waitFor } from '../controller/wait';
import { follow } from '../demo/follow';
import { judge, type Evidence } from '../demo/judge';
import { readReport } from '../demo/read-report';
import { approve, startUpgrade } from '../demo/start-upgrade';
import { seeGuests } from '../demo/witness';
import { labHost } from '../hosts/host';
import { CONTROLLER } from '../inventory';
import { readDoubled } from './doubled';
import { drawOutages } from './draw-outages';
import { differences, takeFingerprint } from './fingerprint';
import type { ChaosOptions } from './options';
import { OUTAGES } from './outages';
import { killsOf } from './recovery';
import { setChaosStage } from './stage';
import { strikeInTurn } from './strike';
import type { ChaosResult } from './table';
import { turnBackIn } from './turn-back';

const CLUSTER = 'lab';
const APPROVED_WITHIN_MS = 20_000;

/** Upgrades the lab while workers, servers and networks fail, or turns back amid it; what struck, and what was lost. */
export async function runUnderFaults({ seed, share, outages, back }: ChaosOptions): Promise<ChaosResult> {
  const hosts = await labUp();
  const computes = hosts.filter(({ machine }) => machine.role === 'compute');
  const controller = labHost(CONTROLLER);
  const stage = await setChaosStage(CLUSTER, { seed, share });
  try {
    const before = await seeGuests(computes);
    const fingerprint = back ? await takeFingerprint(controller, computes) : {};
    const id = await startUpgrade(stage.command, { cluster: CLUSTER, onFailure: 'ask' });
    console.log(`  watch it: ${workflowUrl(stage.ui, 'default', id)}`);
    const handle = stage.client.workflow.getHandle(upgradeWorkflowId(CLUSTER));
    // Temporal itself may be away at this moment.
    const approveAtLast = (gate: GateName): Promise<void> =>
      waitFor(`The approval of ${gate} is given`, APPROVED_WITHIN_MS, () => approve(stage.command, id, gate));
    const over = new AbortController();
    const struck = strikeInTurn(stage, outages ? drawOutages(seed, OUTAGES) : [], over.signal);
    // Thrown where it is awaited: the run is followed meanwhile.
    struck.catch(() => undefined);
    const turned = back ? turnBackIn('agents', stage, handle, over.signal) : undefined;
    turned?.catch(() => undefined);
    const ended = await follow(handle, approveAtLast)
      .catch((error: Error) => error)
      .finally(() => over.abort());
    await turned;
    const faults = [...killsOf(stage.boundaries()), ...(await struck)()];
    const { report } = readReport();
    const doubled = await readDoubled(controller, computes);
    const changed = back ? Object.keys(differences(fingerprint, await takeFingerprint(controller, computes))) : [];
    const evidence = { report, before, after: await seeGuests(computes), tolerateLoss: false };
    const judged = back ? judgeWayBack(evidence) : judge(evidence);
    return {
      ...{ seed, verdict: report.verdict, faults, doubled },
      sent: sumOf(report.loss.vms, 'sent'),
      lost: sumOf(report.loss.vms, 'lost'),
      reasons: [
        ...(ended instanceof Error && !back ? [`the run failed: ${ended.message}`] : []),
        ...judged,
        ...doubled,
        ...changed.map((what) => `${what} is not as it was`),
        ...faults
          .filter(({ secondsToRecover }) => secondsToRecover === null)
          .map(({ fault, where, phase }) => `after "${fault}" (${where}, ${phase}) nothing went on`),
      ],
    };
  } finally {
    await stage.close();
  }
}

/** What a run has proven of tables and checks no longer holds when it was rolled back: the fingerprint tells of them then. */
function judgeWayBack(evidence: Evidence): string[] {
  const { report } = evidence;
  if (report.verdict !== 'rolled-back') return [`the verdict is ${report.verdict}`];
  return judge({ ...evidence, report: { ...report, verdict: 'upgraded', tables: [], checks: [] } });
}
