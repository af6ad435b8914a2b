import type { ClusterDefinition } from '../model/cluster';
import type { JsonObject } from '../model/json';
import type { Lane, PlannedPhase } from '../model/plan/plan';
import type { PlanOptions } from '../model/upgrade';

/** Functional checks, by the new APIs alone: they read and change nothing. */
export function planVerify({ hypervisors }: ClusterDefinition, { hosts }: Pick<PlanOptions, 'hosts'>): PlannedPhase {
  const lanes: readonly Lane[] = [
    lane('servers', 'verifyServers', 'Every VM is listed by Nova as before'),
    lane('ports', 'verifyPorts', 'Every port of a running VM is wired', { hosts: hosts ?? hypervisors }),
    lane('volumes', 'verifyVolumes', 'Every volume is listed by Cinder as before'),
    lane('images', 'verifyImages', 'Every image is listed by Glance as before'),
  ];
  return { name: 'verify', groups: [{ name: 'checks', workflow: 'inline', atOnce: lanes.length, lanes }] };
}

function lane(name: string, activity: string, summary: string, input: JsonObject = {}): Lane {
  return { name, steps: [{ id: `verify/${name}/check`, activity, summary, input }] };
}
