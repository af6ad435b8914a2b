import { cinderTables } from './cinder/tables';
import type { LibertyOptions } from './cluster/options';
import { glanceTables } from './glance';
import { neutronTables } from './neutron/tables';
import { novaTables } from './nova/tables';
import type { LibertyRows } from './rows';

/** A plausible Liberty cluster as rows: the same options give the same rows, byte for byte. */
export function generateLiberty(options: LibertyOptions): LibertyRows {
  return {
    nova: novaTables(options),
    glance: glanceTables(options),
    cinder: cinderTables(options),
    neutron: neutronTables(options),
  };
}
