import { createCentralRunActivities } from '../activities/runs/central';
import { withFailures } from '../activities/toolbox/with-failures';
import { ParsedDefinitions } from '../config/snapshot/parsed-definitions';
import { ORCHESTRATOR_QUEUE } from '../model/names';
import { workflowCode } from './bundle-file';
import { pauseCanarySchedule } from './pause-schedule';
import { ensureSearchAttributes } from './search-attributes';
import { serveProcess } from './serve';
import { tracingWanted } from './telemetry/tracing-wanted';
import { watchRuns } from './telemetry/watch-runs';

/** A cached workflow takes some hundred kilobytes. */
const CACHED_WORKFLOWS = 200;

const definitions = new ParsedDefinitions();

/** The orchestrator's worker: all workflows, and the activities that need no datacenter's credentials. */
serveProcess({
  name: 'orchestrator',
  options: async (connection, namespace) => {
    await ensureSearchAttributes(connection, namespace);
    return {
      taskQueue: ORCHESTRATOR_QUEUE,
      ...workflowCode(tracingWanted(process.env)),
      activities: withFailures(
        createCentralRunActivities({ readDefinition: (cluster) => definitions.read(cluster) }, pauseCanarySchedule),
      ),
      maxCachedWorkflows: CACHED_WORKFLOWS,
    };
  },
  watch: watchRuns,
});
