import type { Statements } from '../../../connectors/mysql/statements';
import { failure } from '../../toolbox/failure';
import { identifier } from '../../../model/quote';
import { text } from '../source/fields';
import type { DefaultGroups } from '../wanted/security-groups';

/** Project → the id of its `default` group in the new Neutron. */
export async function defaultGroupIds(on: Statements, schema: string): Promise<ReadonlyMap<string, string>> {
  const rows = await on.rows(`SELECT project_id, security_group_id FROM ${identifier(schema)}.default_security_group`);
  return new Map(rows.map((row) => [text(row['project_id']), text(row['security_group_id'])]));
}

/** Old default group → new one, by project. */
export function mapDefaults(
  oldByProject: ReadonlyMap<string, string>,
  newByProject: ReadonlyMap<string, string>,
): DefaultGroups {
  return Object.fromEntries(
    [...oldByProject].map(([project, old]) => {
      const id = newByProject.get(project);
      if (id === undefined) throw failure('NetworkDiffers', `The new Neutron has no default group for ${project}.`);
      return [old, id];
    }),
  );
}
