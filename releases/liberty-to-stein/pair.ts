import type { ReleasePair } from '../../model/pair/release-pair';
import { ASSERTIONS } from './assertions';
import { CINDER, CINDER_IN_FLIGHT } from './cinder';
import { COMPUTE } from './compute';
import { CONFIGURATION } from './configuration';
import { FIX_UPS } from './known-issues/fix-ups';
import { GLANCE, GLANCE_IN_FLIGHT } from './glance';
import { MODULES } from './modules';
import { NETWORK } from './network';
import { EXCLUDED_TABLES } from './excluded-tables';
import { NOTICES } from './notices';
import { NOVA, NOVA_IN_FLIGHT } from './nova';
import { PACKAGES } from './packages';
import { UNITS } from './units';
import { VERSIONS } from './versions';

/** Zones of Cinder's services, by host. */
function zonesOf(binary: string): string {
  return `SELECT host AS k, availability_zone AS v FROM {target.cinder}.services
    WHERE deleted = 0 AND \`binary\` = '${binary}' AND availability_zone <> ''`;
}

export const LIBERTY_TO_STEIN: ReleasePair = {
  name: 'liberty-to-stein',
  from: 'liberty',
  to: 'stein',
  tables: { images: GLANCE, compute: NOVA, volumes: CINDER },
  excludedTables: EXCLUDED_TABLES,
  lookups: {
    cell: "SELECT '' AS k, id AS v FROM {target.novaApi}.cell_mappings WHERE name = {setting.cell}",
    volumeServices: `SELECT host AS k, uuid AS v FROM {target.cinder}.services
      WHERE deleted = 0 AND \`binary\` = 'cinder-volume' AND uuid IS NOT NULL`,
    volumeZones: zonesOf('cinder-volume'),
    backupZones: zonesOf('cinder-backup'),
  },
  fixUps: FIX_UPS,
  notices: NOTICES,
  assertions: ASSERTIONS,
  inFlight: [...NOVA_IN_FLIGHT, ...GLANCE_IN_FLIGHT, ...CINDER_IN_FLIGHT],
  ownerColumns: [
    { database: 'nova', table: 'instances', column: 'project_id' },
    { database: 'glance', table: 'images', column: 'owner' },
    { database: 'cinder', table: 'volumes', column: 'project_id' },
  ],
  network: NETWORK,
  packages: PACKAGES,
  versions: VERSIONS,
  modules: MODULES,
  units: UNITS,
  configuration: CONFIGURATION,
  compute: COMPUTE,
};
