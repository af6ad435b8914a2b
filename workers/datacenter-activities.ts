import { createAgentActivities } from '../activities/agents/activities';
import { readSharedLoads } from '../activities/agents/loads/shared-loads';
import { createAgentUndos } from '../activities/agents/undos';
import { createCheckActivities } from '../activities/checks/activities';
import { createCheckUndos } from '../activities/checks/undos';
import { createControllerActivities } from '../activities/controllers/activities';
import { createControllerUndos } from '../activities/controllers/undos';
import { createDatabaseActivities } from '../activities/databases/activities';
import { createDatabaseUndos } from '../activities/databases/undos';
import { createGuestActivities } from '../activities/guests/activities';
import { createGuestUndos } from '../activities/guests/undos';
import { witnessed } from '../activities/guests/witnessed';
import { createHostActivities } from '../activities/hosts/activities';
import { createHostUndos } from '../activities/hosts/undos';
import { createProbeActivities } from '../activities/probes/activities';
import { createProbeUndos } from '../activities/probes/undos';
import type { Dependencies } from '../activities/dependencies';
import { createNetworkActivities } from '../activities/network/activities';
import { createNetworkUndos } from '../activities/network/undos';
import { createNetworkServiceActivities } from '../activities/network-services/activities';
import { createNetworkServiceUndos } from '../activities/network-services/undos';
import { createDatacenterRunActivities } from '../activities/runs/datacenter';
import { recorded } from '../activities/runs/recorded';
import type { MakeReport } from '../activities/runs/write-report';
import { createServiceActivities } from '../activities/services/activities';
import { createServiceUndos } from '../activities/services/undos';
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
    ...createServiceUndos(deps),
    ...createDatabaseUndos(deps),
    ...createHostUndos(deps),
    ...createGuestUndos(deps),
    ...createAgentUndos(deps),
    ...createProbeUndos(deps),
    ...createNetworkUndos(deps),
    ...createNetworkServiceUndos(deps),
    ...createControllerUndos(deps),
    ...createCheckUndos(deps),
  };
  const steps = {
    ...createServiceActivities(deps),
    ...createDatabaseActivities(deps),
    ...createHostActivities(deps),
    ...createGuestActivities(deps),
    ...createAgentActivities(deps),
    ...createProbeActivities(deps),
    ...createNetworkActivities(deps),
    ...createNetworkServiceActivities(deps),
    ...createControllerActivities(deps),
    ...createCheckActivities(deps),
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
