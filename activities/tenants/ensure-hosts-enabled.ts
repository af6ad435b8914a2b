import { z } from 'zod';
import { setComputeService } from '../../connectors/openstack/compute-api';
import { listFirst } from '../../model/list-first';
import type { StepInput, StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import { defineUndo } from '../define/undo';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { NOT_YET } from './compute-service';
import { enableHost, hostsDisabledByUs } from './enable-host';

const disableComputes = defineUndo({
  kind: 'disableComputes',
  detail: z.object({ hosts: z.array(z.string()).readonly() }),
  undo: async (deps, { hosts }, { cluster }) => {
    const { session } = await openAccess(deps, cluster);
    for (const host of hosts) await setComputeService(session, host, { status: 'disabled', disabled_reason: NOT_YET });
    return `The nova-computes of ${hosts.length} hosts take no new VMs any more.`;
  },
});

/** The step that enables a host's nova-compute at the end of its turn. */
function enableStep(host: string): string {
  return `agents/${host}/enable`;
}

/** Network services are handed over: hosts that have waited for that with their turn behind them may be given new VMs. */
export const ensureHostsEnabled = defineStep({
  name: 'ensureHostsEnabled',
  once: 'done',
  undo: disableComputes,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger } = access;
    const through = await ledger.readDoneOf(definition.name, definition.hypervisors.map(enableStep));
    const disabled = await hostsDisabledByUs(access);
    const hosts = definition.hypervisors.filter((host) => through.has(enableStep(host)) && disabled.has(host));
    if (hosts.length === 0) return { changed: false, summary: 'No host has waited for network services.' };
    await disableComputes.record(ledger, input, { hosts });
    for (const host of hosts) await enableHost(access, host);
    return { changed: true, summary: `${listFirst(hosts)} may be given new VMs.` };
  },
});
