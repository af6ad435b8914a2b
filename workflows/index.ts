// Named one by one: the bundler loses what a barrel's `export *` hides, and these names are an interface.
export { alignDatabases } from './children';
export { canaryUpgrade } from './canary-upgrade';
export { planCluster } from './plan-cluster';
export { preflightHostBatch } from './children';
export { preflightHosts } from './children';
export { recreateNetwork } from './children';
export { restartAgent } from './children';
export { restartAgents } from './children';
export { rollBackCluster } from './roll-back-cluster';
export { undoHostBatch } from './undo-steps';
export { undoSteps } from './undo-steps';
export { upgradeCluster } from './upgrade-cluster';
export { upgradeFleet } from './upgrade-fleet';
export { upgradeHostBatch } from './children';
export { upgradeHosts } from './children';
