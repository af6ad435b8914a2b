import type { Dependencies } from '../../activities/dependencies';
import type { ClusterDefinition } from '../../model/cluster';
import { identifier } from '../../model/quote';
import { targetStatements } from '../../activities/toolbox/statements';

type WithDatabases = Pick<Dependencies, 'databases'>;

/** The new Nova knows every VM of the hypervisors, as after the phase `compute`; no more of it than an agent's restart asks for. */
export async function ensureInstancesKnown(deps: WithDatabases, definition: ClusterDefinition): Promise<void> {
  const { from, to, hosts } = places(definition);
  await targetStatements(deps, definition).run(
    `INSERT INTO ${to} (uuid, host, display_name, vm_state, deleted)
     SELECT s.uuid, s.host, s.display_name, s.vm_state, 0 FROM ${from} s
      WHERE s.deleted = 0 AND s.host IN (${hosts.map(() => '?').join(', ')})
        AND NOT EXISTS (SELECT 1 FROM ${to} t WHERE t.uuid = s.uuid)`,
    [...hosts],
  );
}

/** Takes them away again. */
export async function forgetInstances(deps: WithDatabases, definition: ClusterDefinition): Promise<void> {
  const { from, to } = places(definition);
  await targetStatements(deps, definition).run(`DELETE FROM ${to} WHERE uuid IN (SELECT uuid FROM ${from})`);
}

/** The lab has both sides on one server. */
function places({ source, target, hypervisors }: ClusterDefinition) {
  return {
    from: `${identifier(source.databases.nova)}.instances`,
    to: `${identifier(target.databases.nova)}.instances`,
    hosts: hypervisors,
  };
}
