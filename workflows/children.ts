import { runGroupAsChild, runGroupInBatches, runPhaseAsChild, runRangeAsChild } from './interpreter/child';

/** Looks at all hypervisors before anything is written, in batches side by side. */
export const preflightHosts = runGroupInBatches;

/** Looks at one batch of hypervisors. */
export const preflightHostBatch = runRangeAsChild;

/** Copies the tables of one service: a track a table. */
export const alignDatabases = runGroupAsChild;

/** Creates Neutron's objects in the target, with the same ids. */
export const recreateNetwork = runGroupAsChild;

/** Takes all hypervisors through the phase `hosts`, batch after batch. */
export const upgradeHosts = runPhaseAsChild;

/** Exchanges packages and configuration on one batch of hypervisors, in parallel. */
export const upgradeHostBatch = runGroupAsChild;

/** Takes all hypervisors through the phase `agents`, strictly one after the other. */
export const restartAgents = runPhaseAsChild;

/** Changes one hypervisor over to the new agent and waits until every VM on it answers. */
export const restartAgent = runGroupAsChild;
