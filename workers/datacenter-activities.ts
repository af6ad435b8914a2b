import { activitiesOf, undosOf } from '../activities/steps/activities-of';
import { readAntiAffinityGroups } from '../activities/agents/anti-affinity/read-groups';
import { readTrials } from '../activities/hosts/trials/read-trials';
import { withWitness } from '../activities/guests/with-witness';
import { readHealth } from '../activities/canaries/read-health';
import type { Dependencies } from '../activities/dependencies';
import { createDatacenterRunActivities } from '../activities/runs/datacenter';
import type { ReadOrder } from '../activities/runs/plans/planner';
import { withRecord } from '../activities/runs/with-record';
import type { MakeReport } from '../activities/runs/write-report';
import { STEPS } from '../activities/steps/list';
import { withMarks } from '../activities/toolbox/marks/with-marks';
import { withSettledStatements } from '../activities/toolbox/marks/with-settled-statements';
import { withFailures } from '../activities/toolbox/with-failures';
import { withVersions } from '../activities/runs/with-versions';
import { withPatience } from '../activities/toolbox/patience/with-patience';
import { runsFolder } from '../config/runs-folder';
import { planUpgrade } from '../plan/upgrade';
import { buildReport } from '../report/build';
import { renderReport } from '../report/render';

const makeReport: MakeReport = (input) => {
  const report = buildReport(input);
  return { json: `${JSON.stringify(report, null, 2)}\n`, html: renderReport(report) };
};

/** Everything that a datacenter's worker can do, by the names that plans use; `snapshots` is what plans keep of a cluster's folder. */
export function createDatacenterActivities(deps: Dependencies, snapshots: Pick<ReadOrder, 'takeSnapshot'> = {}) {
  const ofRun = createDatacenterRunActivities(deps, {
    plan: planUpgrade,
    readAntiAffinity: (definition) => readAntiAffinityGroups(deps, definition),
    readTrials: (definition, hosts) => readTrials(deps, definition, hosts),
    undos: withSettledStatements(deps, undosOf(STEPS, deps)),
    readHealth: (definition, turns) => readHealth(deps, definition, turns),
    report: makeReport,
    runsFolder: runsFolder(),
    ...snapshots,
  });
  const activities = { ...withRecord(deps, STEPS, withWitness(deps, activitiesOf(STEPS, deps))), ...ofRun };
  return withPatience(deps, withFailures(withVersions(withMarks(deps, activities))));
}
