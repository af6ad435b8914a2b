import {
  ApplicationFailure,
  defineSignal,
  defineUpdate,
  getExternalWorkflowHandle,
  log,
  patched,
  setHandler,
} from '@temporalio/workflow';
import { FLEET_COMMANDS, type FleetCommand } from '../../model/fleet/fleet';
import { listFirst } from '../../model/list-first';
import { upgradeWorkflowId } from '../../model/names';
import type { FleetStatus } from './fleet-status';

interface Payload {
  readonly datacenter?: string;
  readonly by?: string;
  readonly why?: string;
}

/** Receives the commands of a fleet by signal and by update: runs of a held datacenter are paused, and none is begun there. */
export function listenToFleetCommands(status: FleetStatus): void {
  for (const name of FLEET_COMMANDS) {
    setHandler(defineSignal<[Payload]>(name), async (payload) => {
      const refused = objection(status, name, payload);
      // A signal has no answer: nonsense is logged, and nothing else happens.
      if (refused === undefined) await carryOut(status, name, payload);
      else log.warn(refused);
    });
    setHandler(
      defineUpdate<readonly string[], [Payload]>(name),
      async (payload) => {
        await carryOut(status, name, payload);
        return status.progress().heldDatacenters;
      },
      {
        validator: (payload) => {
          const refused = objection(status, name, payload);
          if (refused !== undefined) throw ApplicationFailure.nonRetryable(refused, 'InvalidCommand');
        },
      },
    );
  }
  // What runs tell of their hosts is for those who look at the run.
  for (const name of ['held', 'setAside']) setHandler(defineSignal<[unknown]>(name), () => undefined);
}

function objection(status: FleetStatus, name: FleetCommand, payload: Payload | null | undefined): string | undefined {
  const datacenter: unknown = payload?.datacenter;
  if (typeof datacenter === 'string' && status.datacenters.has(datacenter)) return undefined;
  return `${name}: say in "datacenter" one of ${listFirst([...status.datacenters])}.`;
}

async function carryOut(status: FleetStatus, name: FleetCommand, payload: Payload): Promise<void> {
  const { datacenter = '', by, why } = payload;
  const hold = name === 'holdDatacenter';
  const command = defineSignal<[Omit<Payload, 'datacenter'>]>(hold ? 'pause' : 'resume');
  const due = status.hold(datacenter, hold);
  // One may end while another is told: how it ended must stand.
  const atOnce = patched('fleet-states-at-once');
  const state = hold ? 'paused' : 'running';
  if (atOnce) for (const cluster of due) status.set(cluster, { state });
  for (const cluster of due) {
    if (!atOnce) status.set(cluster, { state });
    await getExternalWorkflowHandle(upgradeWorkflowId(cluster))
      .signal(command, { ...(by !== undefined && { by }), ...(why !== undefined && { why }) })
      // It has just ended: there is nothing left to command.
      .catch(() => undefined);
  }
}
