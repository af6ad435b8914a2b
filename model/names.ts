/** Every id, queue and URL that is made from a name is made here. */

/** What a cluster and a fleet may be called: names become parts of ids, queues, unit and file names. */
export const PLAIN_NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

export const ORCHESTRATOR_QUEUE = 'stackleap';

export function datacenterQueue(datacenter: string): string {
  return `stackleap.${datacenter}`;
}

/** The workflow id of a cluster's upgrade: it is the lock. */
export function upgradeWorkflowId(cluster: string): string {
  return `upgrade/${cluster}`;
}

/** The workflow id of a fleet: it is the lock. */
export function fleetWorkflowId(name: string): string {
  return `fleet/${name}`;
}

/** Child ids are stable, so that they can be found and used again after a failure. */
export function childWorkflowId(cluster: string, phase: string, group: string): string {
  // A host's child of the phase `agents` is the agent's.
  return `${upgradeWorkflowId(cluster)}/${phase === 'agents' ? 'agent' : phase}/${group}`;
}

/** The child that runs a whole phase: `upgradeHosts`, `restartAgents`. */
export function phaseWorkflowId(cluster: string, phase: string): string {
  return `${upgradeWorkflowId(cluster)}/${phase}`;
}

/** The child that undoes more than one history holds; below it, one for each batch of hosts, named by its digest. */
export function undoWorkflowId(cluster: string, batch?: string): string {
  return `${upgradeWorkflowId(cluster)}/undo${batch === undefined ? '' : `/${batch.slice(0, 12)}`}`;
}

export function canaryScheduleId(cluster: string): string {
  return `canary/${cluster}`;
}

/** The step that stages, imports or verifies a mapping's rows. The ledger knows by it whose they are. */
export function tableStepId(phase: string, mapping: string, what: 'stage' | 'import' | 'verify'): string {
  return `${phase}/${mapping}/${what}`;
}

/** The track of the steps that only watch: they last for one run, and leave nothing that a later one could rely on. */
export const PROBES_TRACK = 'probes';

/** The track of the steps that re-create the network, before the freeze and in it. */
export const NETWORK_TRACK = 'neutron';

/** A systemd unit name: only characters that systemd leaves unescaped. */
function unitName(owner: string, step: string): string {
  return `stackleap-${[owner, step].map((part) => part.replace(/[^A-Za-z0-9_.]+/g, '-')).join('-')}`;
}

/** The unit of a step of a cluster. It is the same in every run: what an earlier one left alive is found by it. */
export function stepUnitName(cluster: string, step: string): string {
  return unitName(cluster, step);
}

/** A pattern of the units that earlier versions gave a step: they begin with eight characters of the run's id. */
export function formerStepUnits(step: string): string {
  return unitName('RUN', step).replace('RUN', '????????');
}

/** The web UI's page of a workflow; its API wants `/` as `%2F`. */
export function workflowUrl(ui: string, namespace: string, workflowId: string): string {
  return `${ui}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;
}
