import { parseArgs } from 'node:util';
import { datacenterQueue } from '../model/names';
import { createDatacenterActivities } from './datacenter-activities';
import { createDependencies } from './dependencies';
import { serveProcess } from './serve';
import { HostWatch } from './telemetry/watch-hosts';

/** Steps at once on this worker: most of them wait for a host. */
const STEPS_AT_ONCE = 100;

/** A step hears that it is called off with a sign of life that is sent: so often one is, where there are more. */
const HEARD_WITHIN = '5s';

const { values } = parseArgs({ options: { datacenter: { type: 'string' } } });
const datacenter = values.datacenter ?? process.env['STACKLEAP_DATACENTER'] ?? '';

/** A datacenter's worker: activities only, on the datacenter's own queue, with its credentials. */
if (datacenter === '') {
  console.error('Say which datacenter this worker serves: --datacenter NAME, or STACKLEAP_DATACENTER.');
  process.exitCode = 2;
} else {
  const { deps, takeSnapshot, share, close } = createDependencies(datacenter);
  const hosts = new HostWatch();
  serveProcess({
    name: `datacenter ${datacenter}`,
    options: async () =>
      Promise.resolve({
        taskQueue: datacenterQueue(datacenter),
        activities: share(hosts.noteClusters(createDatacenterActivities(deps, { takeSnapshot }))),
        maxConcurrentActivityTaskExecutions: STEPS_AT_ONCE,
        maxHeartbeatThrottleInterval: HEARD_WITHIN,
      }),
    watch: (_client, set) => hosts.start(deps, set),
    close,
  });
}
