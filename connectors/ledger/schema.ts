import { identifier } from '../../model/quote';

const NAMES = 'varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL';
const STAMP = 'datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)';

/** Where it is, all the others are. */
export const LAST_TABLE = 'facts';

/** The ledger's tables; every statement may be carried out again. Unique keys make a retried write harmless. */
export function ledgerSchema(schema: string): readonly string[] {
  const db = identifier(schema);
  const table = (name: string, columns: string): string =>
    `CREATE TABLE IF NOT EXISTS ${db}.${name} (${columns}) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`;
  return [
    `CREATE DATABASE IF NOT EXISTS ${db} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    table('runs', `id ${NAMES}, cluster ${NAMES}, datacenter ${NAMES}, started ${STAMP}, PRIMARY KEY (id)`),
    table(
      'steps',
      `cluster ${NAMES}, step ${NAMES}, phase ${NAMES}, run ${NAMES}, result mediumtext NOT NULL, done ${STAMP},
       PRIMARY KEY (cluster, step)`,
    ),
    // `open` is 1 or NULL: a step has one open undo at most, and as many closed ones as it was undone.
    table(
      'undos',
      `id bigint NOT NULL AUTO_INCREMENT, cluster ${NAMES}, step ${NAMES}, phase ${NAMES}, run ${NAMES}, kind ${NAMES},
       detail mediumtext NOT NULL, open tinyint DEFAULT 1, recorded ${STAMP}, closed datetime(6), closed_by varchar(255),
       PRIMARY KEY (id), UNIQUE KEY one_open_undo (cluster, step, open), KEY newest (cluster, open, id)`,
    ),
    table(
      'events',
      `id bigint NOT NULL AUTO_INCREMENT, cluster ${NAMES}, run ${NAMES}, kind ${NAMES}, detail mediumtext NOT NULL,
       happened ${STAMP}, PRIMARY KEY (id), KEY by_run (run, id)`,
    ),
    // What is too big for a history, by digest, in parts: compressed, and encrypted where `seal` names a key.
    table(
      'files',
      `sha256 char(64) NOT NULL, part int NOT NULL, parts int NOT NULL, seal varchar(255), data mediumblob NOT NULL,
       recorded ${STAMP}, PRIMARY KEY (sha256, part)`,
    ),
    table(
      LAST_TABLE,
      `cluster ${NAMES}, name ${NAMES}, value mediumtext NOT NULL, run ${NAMES}, recorded ${STAMP},
       PRIMARY KEY (cluster, name)`,
    ),
  ];
}
