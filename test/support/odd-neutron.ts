import { createConnection, type Connection } from 'mysql2/promise';
import { resolveSecret } from '../../config/secrets';
import { DEFAULT_OPTIONS } from '../../lab/generator/cluster/options';
import { insertTables, schemaStatements } from '../../lab/generator/fill';
import { oddTables } from '../../lab/generator/neutron/odd/tables';
import { neutronTables } from '../../lab/generator/neutron/tables';
import type { ClusterDefinition } from '../../model/cluster';
import { identifier } from '../../model/quote';
import { LAB_DEFINITION } from './lab-definition';

/** An old Neutron of a test's own on the lab's server, or another: the lab's rows and the odd ones. */
export interface OddNeutron {
  /** The lab's definition with this Neutron as the old one. */
  readonly definition: ClusterDefinition;
  readonly schema: string;
  /** Statements on it; it is the selected schema. */
  readonly connection: Connection;
  drop(): Promise<void>;
}

export async function openOddNeutron(
  name: string,
  { routed, lab = LAB_DEFINITION }: { readonly routed: boolean; readonly lab?: ClusterDefinition },
): Promise<OddNeutron> {
  const { server } = lab.source;
  const { host, port, user } = server;
  const password = await resolveSecret(server.password);
  const connection = await createConnection({ host, port, user, password, charset: 'utf8mb4_general_ci' });
  const schema = `test_${name}_${process.pid}`;
  await connection.query(`DROP DATABASE IF EXISTS ${identifier(schema)}`);
  await connection.query(`CREATE DATABASE ${identifier(schema)} CHARACTER SET utf8 COLLATE utf8_general_ci`);
  await connection.query(`USE ${identifier(schema)}`);
  for (const statement of await schemaStatements('neutron')) await connection.query(statement);
  await insertTables(connection, neutronTables(DEFAULT_OPTIONS));
  await insertTables(connection, oddTables({ routed }));
  const databases = { ...lab.source.databases, neutron: schema };
  return {
    definition: { ...lab, source: { ...lab.source, databases } },
    schema,
    connection,
    drop: async () => {
      await connection.query(`DROP DATABASE IF EXISTS ${identifier(schema)}`);
      await connection.end();
    },
  };
}
