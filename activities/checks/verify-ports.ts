import { NetworkApi } from '../../connectors/openstack/network-api';
import type { HostSelection, StepInput, StepResult } from '../../model/run';
import { identifier } from '../../model/quote';
import { judge } from '../define/check';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { text } from '../network/source/fields';
import { openAccess } from '../toolbox/access';
import { selectedHosts } from '../toolbox/selected-hosts';

/** Every VM's port is there under its id; on the hosts that were upgraded the new agent has wired it where the VM runs. */
export const verifyPorts = defineStep({
  name: 'verifyPorts',
  once: 'never',
  run: async (deps: Dependencies, input: StepInput & { readonly hosts: HostSelection }): Promise<StepResult> => {
    const { definition, ledger, session, source } = await openAccess(deps, input.run.cluster);
    const upgraded = new Set(await selectedHosts(deps, definition, input.hosts));
    const { nova, neutron } = definition.source.databases;
    const ports = await source.rows(
      `SELECT p.id, i.vm_state, i.host FROM ${identifier(neutron)}.ports p
         LEFT JOIN ${identifier(nova)}.instances i ON i.uuid = p.device_id AND i.deleted = 0
       WHERE p.device_owner LIKE 'compute:%' ORDER BY p.id`,
    );
    const now = new Map((await new NetworkApi(session).list('port')).map((port) => [port.id, port]));
    const problems = ports.flatMap((row) => {
      const id = String(row['id']);
      const port = now.get(id);
      if (port === undefined) return [`port ${id} is missing`];
      const host = String(row['host']);
      const due = row['vm_state'] === 'active' && upgraded.has(host) && !(input.without ?? []).includes(host);
      if (!due || port['status'] === 'ACTIVE') return [];
      return [`port ${id} on ${String(row['host'])} is ${text(port['status'])} although its VM runs`];
    });
    return judge(ledger, input, { name: 'ports', checked: ports.length, problems });
  },
});
