import { chunk } from '../../model/chunk';
import type { JsonObject } from '../../model/json';
import { lanePrefix, type Ledger, type UndoEntry } from '../../model/ledger';
import type { PhaseName } from '../../model/phases';
import type { RunRef, StepResult } from '../../model/run';
import type { Database } from '../mysql/database';
import type { Cell, Row } from '../mysql/statements';
import { identifier } from '../../model/quote';
import { LAST_TABLE, ledgerSchema } from './schema';

/** What MariaDB says of a table or a database that is not there. */
const MISSING: ReadonlySet<string> = new Set(['ER_NO_SUCH_TABLE', 'ER_BAD_DB_ERROR']);

/** Ids that one question names at most. */
const IDS_AT_ONCE = 1_000;

/**
 * The ledger in a schema beside the target's databases. The schema is made by the first write: a preflight, which only reads,
 * leaves no trace.
 */
export function createLedger(database: Database, schema: string): Ledger {
  const db = identifier(schema);
  const noted = new Set<string>();
  let made = false;

  async function isMade(): Promise<boolean> {
    made ||=
      (
        await database.rows('SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?', [
          schema,
          LAST_TABLE,
        ])
      ).length > 0;
    return made;
  }

  /** Does it once more where the schema is gone: a rebuilt target has none, and a worker may outlive it. */
  async function lookingAgain<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (!MISSING.has((error as { readonly code?: string }).code ?? '')) throw error;
      made = false;
      noted.clear();
      return act();
    }
  }

  function rows(sql: string, parameters: readonly Cell[]): Promise<readonly Row[]> {
    return lookingAgain(async () => ((await isMade()) ? database.rows(sql, parameters) : []));
  }

  /** A write of a run, which makes the schema where there is none. */
  function write(run: RunRef, sql: string, values: readonly Cell[]): Promise<void> {
    return lookingAgain(async () => {
      await noteRun(run);
      await database.run(sql, values);
    });
  }

  async function noteRun(run: RunRef): Promise<void> {
    if (noted.has(run.id)) return;
    if (!(await isMade())) for (const statement of ledgerSchema(schema)) await database.run(statement);
    const values = [run.id, run.cluster, run.datacenter];
    await database.run(
      `INSERT INTO ${db}.runs (id, cluster, datacenter) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE id = id`,
      values,
    );
    noted.add(run.id);
  }

  async function readUndo(cluster: string, step: string): Promise<UndoEntry | undefined> {
    const sql = `SELECT cluster, step, phase, kind, detail FROM ${db}.undos WHERE cluster = ? AND step = ? AND open = 1`;
    const [row] = await rows(sql, [cluster, step]);
    return row === undefined ? undefined : undoOf(row);
  }

  return {
    async recordUndo({ run, step, phase }, kind, detail) {
      // The unique key keeps the first attempt's: it alone knows the state before the step.
      await write(
        run,
        `INSERT INTO ${db}.undos (cluster, step, phase, run, kind, detail) VALUES (?, ?, ?, ?, ?, ?)
         ON DUPLICATE KEY UPDATE id = id`,
        [run.cluster, step, phase, run.id, kind, JSON.stringify(detail)],
      );
      return (await readUndo(run.cluster, step))?.detail ?? detail;
    },

    async amendUndo({ run, step }, detail) {
      const sql = `UPDATE ${db}.undos SET detail = ? WHERE cluster = ? AND step = ? AND open = 1`;
      await database.run(sql, [JSON.stringify(detail), run.cluster, step]);
    },

    async recordDone({ run, step, phase }, result) {
      await write(
        run,
        `INSERT INTO ${db}.steps (cluster, step, phase, run, result) VALUES (?, ?, ?, ?, ?)
         ON DUPLICATE KEY UPDATE run = VALUES(run), result = VALUES(result), done = CURRENT_TIMESTAMP(6)`,
        [run.cluster, step, phase, run.id, JSON.stringify(result)],
      );
    },

    async readDone(cluster, step) {
      const sql = `SELECT result FROM ${db}.steps WHERE cluster = ? AND step = ?`;
      const [row] = await rows(sql, [cluster, step]);
      return row === undefined ? undefined : (json(row['result']) as unknown as StepResult);
    },

    async readDoneOf(cluster, steps) {
      const done = new Set<string>();
      for (const ids of chunk(steps, IDS_AT_ONCE)) {
        const sql = `SELECT step FROM ${db}.steps WHERE cluster = ? AND step IN (${ids.map(() => '?').join(', ')})`;
        for (const row of await rows(sql, [cluster, ...ids])) done.add(String(row['step']));
      }
      return done;
    },

    async forgetDone(cluster, step) {
      const sql = `DELETE FROM ${db}.steps WHERE cluster = ? AND step = ?`;
      await lookingAgain(async () => void ((await isMade()) && (await database.run(sql, [cluster, step]))));
    },

    async readUndos(cluster, { limit, phases, lane }) {
      if (phases?.length === 0) return [];
      const conditions = ['cluster = ?', 'open = 1'];
      const parameters: (string | number)[] = [cluster];
      if (phases !== undefined) {
        conditions.push(`phase IN (${phases.map(() => '?').join(', ')})`);
        parameters.push(...phases);
      }
      if (lane !== undefined) {
        // A step's id is <phase>/<lane>/<what>.
        conditions.push("SUBSTRING_INDEX(SUBSTRING_INDEX(step, '/', 2), '/', -1) = ?");
        parameters.push(lane);
      }
      const sql = `SELECT cluster, step, phase, kind, detail FROM ${db}.undos WHERE ${conditions.join(' AND ')}
        ORDER BY id DESC LIMIT ?`;
      return (await rows(sql, [...parameters, limit])).map(undoOf);
    },

    readUndo,

    async closeUndo(run, step) {
      await database.transaction(async (on) => {
        await on.run(
          `UPDATE ${db}.undos SET open = NULL, closed = CURRENT_TIMESTAMP(6), closed_by = ?
           WHERE cluster = ? AND step = ? AND open = 1`,
          [run.id, run.cluster, step],
        );
        const lane = `${lanePrefix(step).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
        await on.run(
          `DELETE FROM ${db}.steps WHERE cluster = ? AND (step = ? OR step LIKE ?) AND NOT EXISTS
            (SELECT 1 FROM ${db}.undos u WHERE u.cluster = ${db}.steps.cluster AND u.step = ${db}.steps.step AND u.open = 1)`,
          [run.cluster, step, lane],
        );
      });
    },

    async recordEvent(run, kind, detail) {
      const values = [run.cluster, run.id, kind, JSON.stringify(detail)];
      await write(run, `INSERT INTO ${db}.events (cluster, run, kind, detail) VALUES (?, ?, ?, ?)`, values);
    },

    async recordFact(run, name, value) {
      await write(
        run,
        `INSERT INTO ${db}.facts (cluster, name, value, run) VALUES (?, ?, ?, ?)
         ON DUPLICATE KEY UPDATE value = VALUES(value), run = VALUES(run), recorded = CURRENT_TIMESTAMP(6)`,
        [run.cluster, name, JSON.stringify(value), run.id],
      );
    },

    async readFact(cluster, name) {
      const [row] = await rows(`SELECT value FROM ${db}.facts WHERE cluster = ? AND name = ?`, [cluster, name]);
      return row === undefined ? undefined : json(row['value']);
    },

    async readFacts(cluster, prefix) {
      const sql = `SELECT name, value FROM ${db}.facts WHERE cluster = ? AND LEFT(name, ?) = ? ORDER BY name`;
      const found = await rows(sql, [cluster, prefix.length, prefix]);
      return Object.fromEntries(found.map((row) => [String(row['name']), json(row['value'])]));
    },
  };
}

function undoOf(row: Row): UndoEntry {
  return {
    cluster: String(row['cluster']),
    step: String(row['step']),
    phase: String(row['phase']) as PhaseName,
    kind: String(row['kind']),
    detail: json(row['detail']),
  };
}

function json(cell: Row[string] | undefined): JsonObject {
  return JSON.parse(String(cell)) as JsonObject;
}
