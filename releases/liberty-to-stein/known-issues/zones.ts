import type { FixUp } from '../../../model/mapping';

const ZONE_OF_HOST = `(SELECT MIN(m.value) FROM {source.nova}.aggregate_hosts h
  JOIN {source.nova}.aggregates a ON a.id = h.aggregate_id AND a.deleted = 0
  JOIN {source.nova}.aggregate_metadata m ON m.aggregate_id = a.id AND m.deleted = 0 AND m.\`key\` = 'availability_zone'
  WHERE h.host = s.host AND h.deleted = 0)`;

/** Its own, else its host's, else the one that the definition names; one that runs nowhere (shelved) stays without. */
const ZONE = `CASE WHEN s.availability_zone <> '' OR s.host IS NULL THEN s.availability_zone
  ELSE COALESCE(${ZONE_OF_HOST}, {setting.fallbackZone}) END`;

export const ZONES: FixUp = {
  name: 'zones',
  why:
    'Stein takes the zone from the instance. Its own migration would fill it later; filled beforehand, both sides can be ' +
    'compared. The request spec keeps what was asked for: an instance that asked for no zone may be moved to any.',
  changes: { 'nova.instances': { columns: { availability_zone: { sql: ZONE } } } },
};

export const ZONE_PINS: FixUp = {
  name: 'zonePins',
  why: 'The definition says that instances that asked for no zone are to stay in the one that they are in.',
  asked: { by: 'alignment.zones.pin', when: ({ alignment }) => alignment.zones.pin },
  changes: {
    'nova_api.request_specs': { built: { inputs: { availability_zone: ZONE }, columns: [], build: () => ({}) } },
  },
};
