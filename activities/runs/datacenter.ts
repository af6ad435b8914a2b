import type { Undos } from '../../model/ledger';
import type { Dependencies } from '../dependencies';
import { addHeartbeats } from '../toolbox/heartbeat';
import { createAuditActivities } from './audit';
import { createReadCanaryHealth, type ReadHealth } from '../canaries/read-canary-health';
import { createBlockerActivities } from './blockers';
import { createCanaryActivities } from './canary';
import type { Planner, ReadOrder } from './plans/planner';
import { createPlanActivities } from './plans/plans';
import { createUndoActivities } from './undos';
import { createWriteReport, type MakeReport } from './write-report';

/** What the activities about a run are made from, besides what all are made from. */
export interface RunParts extends ReadOrder {
  readonly plan: Planner;
  readonly undos: Undos;
  readonly readHealth: ReadHealth;
  readonly report: MakeReport;
  /** The folder that gets a folder a run. */
  readonly runsFolder: string;
}

/** Activities about the run itself, on a datacenter's worker. */
export function createDatacenterRunActivities(
  deps: Dependencies,
  { plan, undos, readHealth, report, runsFolder, ...order }: RunParts,
) {
  // long undos beat by themselves, as steps do: one that hangs must not look alive
  const { undoStep, ...undoReads } = createUndoActivities(deps, undos);
  return {
    undoStep,
    ...addHeartbeats({
      /** Answers that a worker serves this datacenter. */
      pingDatacenter: async ({ datacenter }: { datacenter: string }): Promise<string> => Promise.resolve(datacenter),
      ...createPlanActivities(deps, plan, order),
      ...undoReads,
      ...createBlockerActivities(deps),
      ...createAuditActivities(deps),
      ...createCanaryActivities(deps, plan),
      readCanaryHealth: createReadCanaryHealth(deps, readHealth),
      writeReport: createWriteReport(deps, report, runsFolder),
    }),
  };
}

export type DatacenterRunActivities = ReturnType<typeof createDatacenterRunActivities>;
