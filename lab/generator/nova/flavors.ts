import { PROJECTS } from '../../inventory';
import { FLAVORS, type Flavor } from '../cluster/flavors';
import { gone, living, type Row, type TableRows } from '../rows';

function lifetime(flavor: Flavor, id: number): Row {
  return flavor.deleted ? gone(flavor.id, id) : living(flavor.id);
}

function flavorRow(flavor: Flavor): Row {
  return {
    ...lifetime(flavor, flavor.id),
    id: flavor.id,
    flavorid: flavor.flavorid,
    name: flavor.name,
    memory_mb: flavor.memoryMb,
    vcpus: flavor.vcpus,
    swap: flavor.swap,
    vcpu_weight: null,
    rxtx_factor: 1,
    root_gb: flavor.rootGb,
    ephemeral_gb: flavor.ephemeralGb,
    disabled: 0,
    is_public: Number(flavor.isPublic),
  };
}

/** Flavors with their extra specs and the projects that see the private one. */
export function flavorTables(): readonly TableRows[] {
  const specs = FLAVORS.flatMap((flavor) => Object.entries(flavor.extraSpecs).map((entry) => ({ flavor, entry })));
  const grants = FLAVORS.filter(({ isPublic }) => !isPublic).flatMap((flavor) =>
    PROJECTS.map((project) => ({ flavor, project })),
  );
  return [
    { table: 'instance_types', rows: FLAVORS.map(flavorRow) },
    {
      table: 'instance_type_extra_specs',
      rows: specs.map(({ flavor, entry: [key, value] }, i) => ({
        ...lifetime(flavor, i + 1),
        id: i + 1,
        instance_type_id: flavor.id,
        key,
        value,
      })),
    },
    {
      table: 'instance_type_projects',
      rows: grants.map(({ flavor, project }, i) => ({
        ...lifetime(flavor, i + 1),
        id: i + 1,
        instance_type_id: flavor.id,
        project_id: project.id,
      })),
    },
  ];
}

/** The flavor as Liberty's Nova keeps it inside `instance_extra`: object Flavor 1.1. */
export function flavorObject(flavor: Flavor): object {
  const { created_at, deleted_at } = lifetime(flavor, flavor.id) as Record<string, string | null>;
  return {
    'nova_object.version': '1.1',
    'nova_object.name': 'Flavor',
    'nova_object.namespace': 'nova',
    'nova_object.data': {
      id: flavor.id,
      flavorid: flavor.flavorid,
      name: flavor.name,
      memory_mb: flavor.memoryMb,
      vcpus: flavor.vcpus,
      swap: flavor.swap,
      vcpu_weight: 0,
      rxtx_factor: 1,
      root_gb: flavor.rootGb,
      ephemeral_gb: flavor.ephemeralGb,
      disabled: false,
      is_public: flavor.isPublic,
      extra_specs: flavor.extraSpecs,
      created_at: isoTime(created_at),
      updated_at: null,
      deleted_at: isoTime(deleted_at),
      deleted: flavor.deleted,
    },
  };
}

function isoTime(time: string | null | undefined): string | null {
  return time ? `${time.replace(' ', 'T')}Z` : null;
}
