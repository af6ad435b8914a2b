import type { Assertion } from '../../model/tables/assertion';

const MAPPINGS = '{target.novaApi}.instance_mappings';
const SPECS = '{target.novaApi}.request_specs';
const CELLS = '{target.novaApi}.cell_mappings';
const INSTANCES = '{target.nova}.instances';

const LIVING = `FROM ${INSTANCES} i WHERE i.deleted = 0`;

/** Mappings `m` to the copied cell. Those of instances on their way out are none: archiving may have taken the instance already. */
const MAPPED = `FROM ${MAPPINGS} m JOIN ${CELLS} c ON c.id = m.cell_id
  WHERE c.name = {setting.cell} AND m.queued_for_delete = 0`;

/** Request specs `r`, but for those of instances that are being built, are in another cell (cell0) or on their way out. */
const SPECIFIED = `FROM ${SPECS} r WHERE NOT EXISTS (SELECT 1 FROM ${MAPPINGS} m LEFT JOIN ${CELLS} c ON c.id = m.cell_id
  WHERE m.instance_uuid = r.instance_uuid AND NOT (c.name <=> {setting.cell} AND m.queued_for_delete <=> 0))`;

const NO_INSTANCE = (uuid: string): string => `NOT EXISTS (SELECT 1 FROM ${INSTANCES} i WHERE i.uuid = ${uuid})`;
const COUNTED = (rows: string): string => `(SELECT COUNT(*) AS n ${rows})`;
const NOT_SOFT_DELETED = `AND NOT (i.vm_state <=> 'soft-delete')`;

/** Each row on either side of the API's database and the cell's has its partner on the other. */
export const MAPPED_INSTANCES: readonly Assertion[] = [
  {
    name: 'every instance is mapped to its cell',
    table: INSTANCES,
    broken: `SELECT i.uuid AS label ${LIVING} AND NOT EXISTS
      (SELECT 1 FROM ${MAPPINGS} m JOIN ${CELLS} c ON c.id = m.cell_id
       WHERE m.instance_uuid = i.uuid AND c.name = {setting.cell} AND m.project_id = i.project_id
         AND m.user_id = COALESCE(i.user_id, '') AND m.queued_for_delete = (i.vm_state <=> 'soft-delete'))`,
  },
  {
    name: 'every instance has a request spec',
    table: INSTANCES,
    broken: `SELECT i.uuid AS label ${LIVING} AND NOT EXISTS
      (SELECT 1 FROM ${SPECS} r WHERE r.instance_uuid = i.uuid)`,
  },
  {
    name: 'every mapping to the cell has its instance',
    table: MAPPINGS,
    broken: `SELECT m.instance_uuid AS label ${MAPPED} AND ${NO_INSTANCE('m.instance_uuid')}`,
  },
  {
    name: 'every request spec has its instance',
    table: SPECS,
    broken: `SELECT r.instance_uuid AS label ${SPECIFIED} AND ${NO_INSTANCE('r.instance_uuid')}`,
  },
  {
    name: 'there are as many mappings and request specs as instances',
    table: MAPPINGS,
    broken: `SELECT CONCAT(i.n, ' instances, ', m.n, ' mappings, ', r.n, ' request specs') AS label
      FROM ${COUNTED(`${LIVING} ${NOT_SOFT_DELETED}`)} i, ${COUNTED(MAPPED)} m,
        ${COUNTED(SPECIFIED)} r
      WHERE i.n <> m.n OR i.n <> r.n`,
  },
];
