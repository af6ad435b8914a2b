import { activitiesOf, undosOf } from '../activities/steps/activities-of';
import { createAgentActivities } from '../activities/agents/activities';
import { readSharedLoads } from '../activities/agents/loads/shared-loads';
import { createAgentUndos } from '../activities/agents/undos';
import { witnessed } from '../activities/guests/witnessed';
import type { Dependencies } from '../activities/dependencies';
import { createNetworkActivities } from '../activities/network/activities';
import { createNetworkUndos } from '../activities/network/undos';
import { createDatacenterRunActivities } from '../activities/runs/datacenter';
import { recorded } from '../activities/runs/recorded';
import type { MakeReport } from '../activities/runs/write-report';
import { STEPS } from '../activities/steps/list';
import { withFailures } from '../activities/toolbox/with-failures';
import type { Undos } from '../model/ledger';
import { runsFolder } from '../config/runs-folder';
import { planUpgrade } from '../plan/upgrade';
import { buildReport } from '../report/build';
import { renderReport } from '../report/render';

const makeReport: MakeReport = (input) => {
  const report = buildReport(input);
  return { json: `${JSON.stringify(report, null, 2)}\n`, html: renderReport(report) };
};

/** Everything that a datacenter's worker can do, by the names that plans use. */
export function createDatacenterActivities(deps: Dependencies) {
  const undos: Undos = {
    ...undosOf(STEPS, deps),
    ...createAgentUndos(deps),
    ...createNetworkUndos(deps),
  };
  const steps = {
    ...activitiesOf(STEPS, deps),
    ...createAgentActivities(deps),
    ...createNetworkActivities(deps),
  };
  const ofRun = createDatacenterRunActivities(deps, {
    plan: planUpgrade,
    readLoads: readSharedLoads,
    undos,
    report: makeReport,
    runsFolder: runsFolder(),
  });
  return withFailures({ ...recorded(deps, witnessed(deps, steps)), ...ofRun });
}
