import { chunk } from '../../model/chunk';
import type { JsonObject } from '../../model/json';
import { trackPrefix, type Ledger, type UndoEntry } from '../../model/ledger';
import type { RunRef, StepResult } from '../../model/run';
import type { Keyring } from '../codec/keyring';
import type { Database } from '../mysql/database';
import { exists } from '../mysql/exists';
import type { Built, Question, Statements } from '../mysql/statements';
import { expression, table } from '../mysql/table';
import { isMissing } from './is-missing';
import type { LedgerTables, UndoRow } from './rows';
import { LAST_TABLE, ledgerSchema } from './schema';
import { readDetail, writeDetail } from './sealed-detail';

/** Ids that one question names at most. */
const IDS_AT_ONCE = 1_000;

/** The kind of the remark that a run has begun to write; the newest has the lease. */
const LEASE = 'lease';

const NOW = expression('CURRENT_TIMESTAMP(6)');
/** In microseconds. */
const AGE = expression('TIMESTAMPDIFF(MICROSECOND, done, CURRENT_TIMESTAMP(6)) AS age');
/** For a row that is there already: nothing changes. */
const AS_IT_IS = { id: expression('id') };

/** Whether a fact's name begins with this, letter by letter: `_` and `%` are no wildcards. */
const begins = (beginning: string) => expression('LEFT(name, ?) = ?', [beginning.length, beginning]);

/**
 * The ledger in a schema beside the target's databases. The schema is made by the first write: a preflight, which only reads,
 * leaves no trace. With a keyring the details of undos are encrypted; those that are not are read as well.
 */
export function createLedger(database: Database, schema: string, keyring?: Keyring): Ledger {
  const noted = new Set<string>();
  let made = false;

  function of<Name extends keyof LedgerTables>(name: Name) {
    return table<LedgerTables[Name]>(schema, name);
  }

  async function isMade(): Promise<boolean> {
    made ||= await exists(database, schema, LAST_TABLE);
    return made;
  }

  /** Does it once more where the schema is gone: a rebuilt target has none, and a worker may outlive it. */
  async function lookingAgain<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (!isMissing(error)) throw error;
      made = false;
      noted.clear();
      return act();
    }
  }

  function rows<R>(question: Question<R>): Promise<readonly R[]> {
    return lookingAgain(async () => ((await isMade()) ? database.rows<R>(question) : []));
  }

  /** A write of a run, which makes the schema where there is none. */
  function write(run: RunRef, statement: Built): Promise<void> {
    return lookingAgain(async () => {
      await noteRun(run);
      await database.run(statement);
    });
  }

  async function noteRun({ id, cluster, datacenter }: RunRef): Promise<void> {
    if (noted.has(id)) return;
    if (!(await isMade())) for (const statement of ledgerSchema(schema)) await database.run(statement);
    await database.run(of('runs').insert({ id, cluster, datacenter }).onConflict().merge(AS_IT_IS));
    noted.add(id);
  }

  /** The undos that are still to be undone. */
  function openUndos(cluster: string) {
    return of('undos').where({ cluster, open: 1 });
  }

  function sealed(cluster: string, step: string, detail: JsonObject): string {
    return writeDetail(keyring, { cluster, step }, detail);
  }

  function undoOf({ cluster, step, phase, kind, detail }: UndoRow): UndoEntry {
    return { cluster, step, phase, kind, detail: readDetail(keyring, { cluster, step }, detail) };
  }

  async function readUndo(cluster: string, step: string): Promise<UndoEntry | undefined> {
    const [row] = await rows(openUndos(cluster).where({ step }));
    return row === undefined ? undefined : undoOf(row);
  }

  async function readAges(cluster: string, steps: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const ages = new Map<string, number>();
    for (const ids of chunk(steps, IDS_AT_ONCE)) {
      const done = of('steps').where({ cluster }).whereIn('step', ids);
      for (const { step, age } of await rows(done.select<{ step: string; age: string }[]>('step', AGE)))
        ages.set(step, Number(age) / 1_000);
    }
    return ages;
  }

  return {
    async recordUndo({ run, step, phase }, kind, detail) {
      const row = { cluster: run.cluster, step, phase, run: run.id, kind, detail: sealed(run.cluster, step, detail) };
      // The unique key keeps the first attempt's: it alone knows the state before the step.
      await write(run, of('undos').insert(row).onConflict().merge(AS_IT_IS));
      return (await readUndo(run.cluster, step))?.detail ?? detail;
    },

    async amendUndo({ run, step }, detail) {
      await database.run(
        openUndos(run.cluster)
          .where({ step })
          .update({ detail: sealed(run.cluster, step, detail) }),
      );
    },

    async recordDone({ run, step, phase }, result) {
      const row = { cluster: run.cluster, step, phase, run: run.id, result: JSON.stringify(result) };
      const again = { run: given('run'), result: given('result'), done: NOW };
      await write(run, of('steps').insert(row).onConflict().merge(again));
    },

    async readDone(cluster, step) {
      const [row] = await rows(of('steps').where({ cluster, step }).select('result'));
      return row === undefined ? undefined : (json(row.result) as unknown as StepResult);
    },

    readDoneOf: async (cluster, steps) => new Set((await readAges(cluster, steps)).keys()),

    readAges,

    async countDone(cluster, phase, what) {
      const [row] = await rows(
        of('steps')
          .where({ cluster, phase })
          .andWhere(expression("SUBSTRING_INDEX(step, '/', -1) = ?", [what]))
          .count<{ readonly tracks: string }[]>({ tracks: '*' }),
      );
      return Number(row?.tracks ?? 0);
    },

    async forgetDone(cluster, step) {
      const statement = of('steps').where({ cluster, step }).delete();
      await lookingAgain(async () => void ((await isMade()) && (await database.run(statement))));
    },

    async readUndos(cluster, { limit, phases, track }) {
      if (phases?.length === 0) return [];
      let undos = openUndos(cluster).orderBy('id', 'desc').limit(limit);
      if (phases !== undefined) undos = undos.whereIn('phase', phases);
      // A step's id is <phase>/<track>/<what>.
      if (track !== undefined)
        undos = undos.whereRaw("SUBSTRING_INDEX(SUBSTRING_INDEX(step, '/', 2), '/', -1) = ?", track);
      return (await rows(undos)).map(undoOf);
    },

    async listUndos(cluster, { limit, phases }) {
      if (phases?.length === 0) return [];
      const undos = openUndos(cluster).orderBy('id', 'desc').limit(limit).select('step', 'phase', 'kind');
      const found = await rows(phases === undefined ? undos : undos.whereIn('phase', phases));
      return found.map(({ step, phase, kind }) => ({ step, phase, kind }));
    },

    async readOpenPhases(cluster) {
      const phases = openUndos(cluster).groupBy('phase').orderByRaw('MAX(id) DESC').select('phase');
      return (await rows(phases)).map(({ phase }) => phase);
    },

    readUndo,

    async closeUndo(run, step) {
      await database.transaction(async (on) => {
        await on.run(openUndos(run.cluster).where({ step }).update({ open: null, closed: NOW, closed_by: run.id }));
        await forgetTrack(on, run.cluster, step);
      });
    },

    async takeLease({ lease, ...run }) {
      const id = lease ?? run.id;
      // In one statement: a worker that stalls before it must not take a lease that was another's meanwhile.
      await write(
        run,
        expression(
          `INSERT INTO ??.events (cluster, run, kind, detail)
           SELECT ?, ?, ?, '{}' FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM ??.events WHERE run = ? AND kind = ?)`,
          [schema, run.cluster, id, LEASE, schema, id, LEASE],
        ),
      );
      const leases = of('events').where({ cluster: run.cluster, kind: LEASE }).orderBy('id', 'desc').limit(1);
      return (await rows(leases.select('run')))[0]?.run ?? id;
    },

    async recordEvent(run, kind, detail) {
      await write(
        run,
        of('events').insert({ cluster: run.cluster, run: run.id, kind, detail: JSON.stringify(detail) }),
      );
    },

    async recordFact(run, name, value) {
      const row = { cluster: run.cluster, name, value: JSON.stringify(value), run: run.id };
      const again = { value: given('value'), run: given('run'), recorded: NOW };
      await write(run, of('facts').insert(row).onConflict().merge(again));
    },

    async readFact(cluster, name) {
      const [row] = await rows(of('facts').where({ cluster, name }).select('value'));
      return row === undefined ? undefined : json(row.value);
    },

    async readFacts(cluster, prefix, { except = [], after, limit } = {}) {
      let wanted = of('facts').where({ cluster }).andWhere(begins(prefix)).orderBy('name').select('name', 'value');
      for (const other of except) wanted = wanted.andWhereNot(begins(other));
      if (after !== undefined) wanted = wanted.andWhere('name', '>', after);
      if (limit !== undefined) wanted = wanted.limit(limit);
      const found = await rows(wanted);
      return Object.fromEntries(found.map(({ name, value }) => [name, json(value)]));
    },
  };

  /** What was done in a step's lane, that step among it, does not count any more where it has no undo of its own. */
  async function forgetTrack(on: Statements, cluster: string, step: string): Promise<void> {
    const lane = `${trackPrefix(step).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    const sameStep = expression('undos.cluster = steps.cluster AND undos.step = steps.step');
    await on.run(
      of('steps')
        .where({ cluster })
        .andWhere(expression('(step = ? OR step LIKE ?)', [step, lane]))
        .whereNotExists(of('undos').where({ open: 1 }).andWhere(sameStep))
        .delete(),
    );
  }
}

/** Of a row that is there already: the value that the new one would have had. */
function given(column: string) {
  return expression('VALUES(??)', [column]);
}

function json(text: string): JsonObject {
  return JSON.parse(text) as JsonObject;
}
