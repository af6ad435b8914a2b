import { targetQuery, type Query } from './databases';
import type { ClusterDefinition } from '../../model/cluster';
import { LAB_DEFINITION } from './lab-definition';

/** Stein's Nova of a test's own on the lab's server, with what Liberty's remembers of its guests' ports, and with nothing else. */
export interface ScratchCaches {
  readonly nova: string;
  /** The lab's definition with this Nova as the new one. */
  readonly definition: ClusterDefinition;
  readonly sql: Query;
  /** Copies Liberty's rows, over those that are there. */
  fill(): Promise<void>;
  drop(): Promise<void>;
}

export function scratchCaches(name: string): ScratchCaches {
  const nova = `test_${name}_${process.pid}`;
  const sql = targetQuery(LAB_DEFINITION);
  const drop = async (): Promise<void> => void (await sql(`DROP DATABASE IF EXISTS ${nova}`));
  const { target } = LAB_DEFINITION;
  return {
    nova,
    definition: { ...LAB_DEFINITION, target: { ...target, databases: { ...target.databases, nova } } },
    sql,
    fill: async () => {
      await drop();
      await sql(`CREATE DATABASE ${nova}`);
      for (const table of ['instances', 'instance_info_caches']) {
        await sql(`CREATE TABLE ${nova}.${table} LIKE liberty_nova.${table}`);
        await sql(`INSERT INTO ${nova}.${table} SELECT * FROM liberty_nova.${table}`);
      }
    },
    drop,
  };
}
