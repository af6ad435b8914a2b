import { activitiesOf, undosOf } from '../activities/steps/activities-of';
import { readSharedLoads } from '../activities/agents/loads/shared-loads';
import { witnessed } from '../activities/guests/witnessed';
import type { Dependencies } from '../activities/dependencies';
import { createDatacenterRunActivities } from '../activities/runs/datacenter';
import { recorded } from '../activities/runs/recorded';
import type { MakeReport } from '../activities/runs/write-report';
import { STEPS } from '../activities/steps/list';
import { withFailures } from '../activities/toolbox/with-failures';
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
  const ofRun = createDatacenterRunActivities(deps, {
    plan: planUpgrade,
    readLoads: (definition) => readSharedLoads(deps, definition),
    undos: undosOf(STEPS, deps),
    report: makeReport,
    runsFolder: runsFolder(),
  });
  return withFailures({ ...recorded(deps, STEPS, witnessed(deps, activitiesOf(STEPS, deps))), ...ofRun });
}
