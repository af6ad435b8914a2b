import { NetworkApi } from '../../connectors/openstack/network-api';
import type { HostSelection, StepInput, StepResult } from '../../model/run';
import { tableName } from '../../model/quote';
import { judge } from '../define/check';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { text } from '../network/source/fields';
import { readOpenedAt } from '../services/open-fact';
import { openAccess } from '../toolbox/access';
import { selectedHosts } from '../toolbox/stored/selected-hosts';

/**
 * Every VM's port is there under its id, but for those that tenants may have taken away since the new APIs were opened; on the hosts that
 * were upgraded the new agent has wired it where the VM runs.
 */
export const verifyPorts = defineStep({
  name: 'verifyPorts',
  once: 'never',
  run: async (deps: Dependencies, input: StepInput & { readonly hosts: HostSelection }): Promise<StepResult> => {
    const { definition, ledger, session, source, target } = await openAccess(deps, input.run.cluster);
    const upgraded = new Set(await selectedHosts(deps, definition, input.hosts));
    const isOpen = (await readOpenedAt(ledger, definition.name)) !== undefined;
    const ports = await source.rows(
      `SELECT id FROM ${tableName(definition.source.databases.neutron, 'ports')}
       WHERE device_owner LIKE 'compute:%' ORDER BY id`,
    );
    const running = new Map(
      (
        await target.rows(
          `SELECT uuid, host FROM ${tableName(definition.target.databases.nova, 'instances')} WHERE deleted = 0 AND vm_state = 'active'`,
        )
      ).map((row) => [String(row['uuid']), String(row['host'])]),
    );
    const now = new Map((await new NetworkApi(session).list('port')).map((port) => [port.id, port]));
    const problems = ports.flatMap((row) => {
      const id = String(row['id']);
      const port = now.get(id);
      if (port === undefined) return isOpen ? [] : [`port ${id} is missing`];
      const host = running.get(text(port['device_id']));
      const due = host !== undefined && upgraded.has(host) && !(input.without ?? []).includes(host);
      if (!due || port['status'] === 'ACTIVE') return [];
      return [`port ${id} on ${host} is ${text(port['status'])} although its VM runs`];
    });
    return judge(ledger, input, { name: 'ports', checked: ports.length, problems });
  },
});
