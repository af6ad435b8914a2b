import type { TableInput } from '../../../../activities/databases/context/open-copy';
import { importRows } from '../../../../activities/databases/import/ensure-rows-imported';
import { stageRows } from '../../../../activities/databases/stage/ensure-rows-staged';
import type { PlannedPhase } from '../../../../model/plan/plan';
import { planCompute } from '../../../../plan/compute';
import { planImages } from '../../../../plan/images';
import { planVolumes } from '../../../../plan/volumes';
import { runPhase, undoAll } from '../../../support/run-plan';
import { openScratch, type Scratch } from '../../../support/scratch-activities';
import { takeDump } from '../../../support/scratch-cloud';

const TABLE = 'nova.instance_system_metadata';

/** Where a copy is given up: the first step that is not carried out. */
export interface GivenUp {
  readonly where: string;
  readonly stop: (id: string) => boolean;
}

let scratch: Scratch;
let before: Record<string, string>;
let phases: readonly PlannedPhase[];

/** The phases' steps before the first one for which `stop` is true. */
async function runUntil(stop: (id: string) => boolean): Promise<void> {
  for (const phase of phases)
    for (const group of phase.groups)
      for (const track of group.lanes)
        for (const step of track.steps) {
          if (stop(step.id)) return;
          const only = { ...phase, groups: [{ ...group, lanes: [{ ...track, steps: [step] }] }] };
          await runPhase(only, scratch.activities, scratch.run);
        }
  throw new Error('no step to stop at');
}

async function undone(): Promise<Record<string, string>> {
  await undoAll(scratch.ledger, scratch.undos, scratch.run);
  return takeDump(scratch.database, scratch.cloud.schemas);
}

const input = (what: string) =>
  ({ run: scratch.run, step: `compute/${TABLE}/${what}`, phase: 'compute', mapping: TABLE }) as const;

/** Rows beyond the 300th are refused for as long as `work` runs. */
async function stumbling(schema: string, work: () => Promise<unknown>): Promise<void> {
  const trigger = `${schema}.stumble`;
  await scratch.database.run(
    `CREATE TRIGGER ${trigger} BEFORE INSERT ON ${schema}.instance_system_metadata FOR EACH ROW
     IF NEW.id > 300 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'stumbled'; END IF`,
  );
  await expect(work()).rejects.toThrow('stumbled');
  await scratch.database.run(`DROP TRIGGER ${trigger}`);
}

/** Opens what the tests of both functions below work on. */
export function openHalf(): void {
  beforeAll(async () => {
    scratch = await openScratch('half', 40);
    phases = [planImages, planCompute, planVolumes].map((plan) => plan(scratch.cloud.definition));
    before = await takeDump(scratch.database, scratch.cloud.schemas);
  });
  afterAll(() => scratch.close());
}

/** A copy that was given up before one of its steps is undone, and both sides are as they were. */
export function givenUpTests(places: readonly GivenUp[]): void {
  test.each(places)('$where', async ({ stop }) => {
    await runUntil(stop);
    expect(await undone()).toEqual(before);
  });
}

/** The same of one that broke off amid a table. */
export function brokenTableTests(): void {
  test('during the staging of a table', async () => {
    await runUntil((id) => id === `compute/${TABLE}/stage`);
    const { nova } = scratch.cloud.definition.target.databases;
    const staging = `stackleap_${nova}`;
    await scratch.database.run(
      `CREATE TABLE ${staging}.instance_system_metadata LIKE ${nova}.instance_system_metadata`,
    );
    const stage = (of: TableInput) => stageRows(scratch.deps, of, { rowsPerRange: 30 });
    await stumbling(staging, () => stage(input('stage')));
    expect(await undone()).toEqual(before);
  });

  test('during the import of a table by ranges', async () => {
    await runUntil((id) => id === `compute/${TABLE}/stage`);
    await stageRows(scratch.deps, input('stage'), { rowsPerRange: 30 });
    const { nova } = scratch.cloud.definition.target.databases;
    await stumbling(nova, () => importRows(scratch.deps, input('import')));
    const [row] = await scratch.database.rows(`SELECT COUNT(*) AS n FROM ${nova}.instance_system_metadata`);
    expect(Number(row?.['n'])).toBeGreaterThan(0);
    expect(await undone()).toEqual(before);
  });
}
