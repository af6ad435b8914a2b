// Named one by one: the bundler loses what a barrel's `export *` hides, and these names are an interface.
export { alignDatabases } from './align-databases';
export { canaryUpgrade } from './canary-upgrade';
export { planCluster } from './plan-cluster';
export { recreateNetwork } from './recreate-network';
export { restartAgent } from './restart-agent';
export { restartAgents } from './restart-agents';
export { rollBackCluster } from './roll-back-cluster';
export { upgradeCluster } from './upgrade-cluster';
export { upgradeHostBatch } from './upgrade-host-batch';
export { upgradeHosts } from './upgrade-hosts';
