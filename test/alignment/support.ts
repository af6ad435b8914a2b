import type { Places } from '../../alignment/places';
import type { Column } from '../../model/tables/columns';
import type { TableMapping } from '../../model/mapping';

export const PLACES: Places = {
  source: { nova: 'old_nova', glance: 'old_glance', cinder: 'old_cinder' },
  target: { novaApi: 'nova_api', nova: 'nova', glance: 'glance', cinder: 'cinder' },
  settings: { cluster: 'lab', cell: 'cell1', availabilityZone: "it's" },
  replacements: {
    volumeHosts: { 'old@ceph#ceph': 'new@rbd#rbd' },
    projects: { p1: 'n1' },
    users: {},
    aggregates: {},
    unsharedTargets: {},
  },
  lookups: { cell: { '': '7' }, volumeServices: { 'new@rbd': 'u-1' } },
};

export function column(name: string, fields: Partial<Column> = {}): Column {
  const text = { type: 'varchar(255)', dataType: 'varchar', maxLength: 255, collation: 'utf8_general_ci' };
  return { name, ...text, nullable: true, hasDefault: false, autoIncrement: false, ...fields };
}

export const ID = column('id', { type: 'int(11)', dataType: 'int', maxLength: null, collation: null, nullable: false });

/** A pair of tables made up for tests: the engine knows nothing of any release. */
export function mapping(fields: Partial<TableMapping> = {}): TableMapping {
  return {
    name: 'nova.things',
    from: { database: 'nova', table: 'things' },
    to: { database: 'nova', table: 'things' },
    where: 's.deleted = 0',
    ...fields,
  };
}
