import type { ClusterDefinition } from '../model/cluster';
import type { Group, PlannedPhase, Step } from '../model/plan/plan';
import { planNetworkServices } from './network-services';
import { planStep, STEP } from './step';

/**
 * Opens the new APIs to tenants; behind a gate. Early, hypervisors have yet to come: their VMs are locked first, and network services
 * that run elsewhere are handed over at once, so that new VMs have them from the first minute.
 */
export function planOpen(definition: ClusterDefinition): PlannedPhase {
  const early = definition.rollout.open === 'early';
  const lock = planStep('open/vms/lock', STEP.ensureVmsLocked, 'Lock the VMs of hosts whose turn is to come', {});
  const start = planStep(
    'open/apis/start',
    STEP.ensureTenantApisOpen,
    'Open the new APIs to tenants: the first write is the point of no return',
    {},
  );
  return {
    name: 'open',
    groups: [
      ...(early ? [group('vms', lock)] : []),
      group('apis', start),
      ...(early ? planNetworkServices(definition, 'open') : []),
    ],
  };
}

function group(name: string, step: Step): Group {
  return { name, workflow: 'inline', atOnce: 1, lanes: [{ name, steps: [step] }] };
}
