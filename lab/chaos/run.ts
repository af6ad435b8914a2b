import type { GateName } from '../../model/gates';
import { upgradeWorkflowId, workflowUrl } from '../../model/names';
import { labUp } from '../commands/up';
import { follow } from '../demo/follow';
import { judge, type Evidence } from '../demo/judge';
import { readReport } from '../demo/read-report';
import { approve, startUpgrade, type TemporalCommand } from '../demo/start-upgrade';
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
const TRIES = 20;

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
    const over = new AbortController();
    const struck = strikeInTurn(stage, outages ? drawOutages(seed, OUTAGES) : [], over.signal);
    // Thrown where it is awaited: the run is followed meanwhile.
    struck.catch(() => undefined);
    const turned = back ? turnBackIn('agents', stage, handle, over.signal) : undefined;
    turned?.catch(() => undefined);
    const ended = await follow(handle, (gate) => approveAtLast(stage.command, id, gate))
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
      sent: report.loss.vms.reduce((sum, { sent }) => sum + sent, 0),
      lost: report.loss.vms.reduce((sum, { lost }) => sum + lost, 0),
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

/** Temporal itself may be away at this moment. */
async function approveAtLast(command: TemporalCommand, id: string, gate: GateName): Promise<void> {
  for (let left = TRIES; ; left--)
    try {
      return await approve(command, id, gate);
    } catch (error) {
      if (left === 1) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
}
