import type { FixUp } from '../../../model/mapping';

const UUID = { uuid: { uuidOf: 'id' } } as const;

export const AGGREGATE_UUIDS: FixUp = {
  name: 'aggregateUuids',
  why: 'The column may be NULL, the object may not: listing aggregates raises. What filled it is gone since Newton.',
  vital: true,
  changes: { 'nova_api.aggregates': { columns: UUID } },
};

export const BLOCK_DEVICE_UUIDS: FixUp = {
  name: 'blockDeviceUuids',
  why: 'Stein fills it when it first reads a row; filled beforehand, both sides can be compared.',
  changes: { 'nova.block_device_mapping': { columns: UUID } },
};

export const MIGRATION_UUIDS: FixUp = {
  name: 'migrationUuids',
  why: 'Placement and the API know a migration by it. Stein would fill it in its online migrations only.',
  changes: { 'nova.migrations': { columns: UUID } },
};

export const COMPUTE_NODES: FixUp = {
  name: 'computeNodes',
  why:
    'Listing nodes raises without a UUID (it is also the name of the resource provider), and `discover_hosts` sees only ' +
    'rows whose `mapped` is 0, not NULL. The services that Liberty linked them to stay behind.',
  vital: true,
  changes: { 'nova.compute_nodes': { columns: { ...UUID, mapped: { constant: 0 }, service_id: { constant: null } } } },
};
