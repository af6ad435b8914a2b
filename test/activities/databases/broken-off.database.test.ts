import { importRows } from '../../../activities/databases/import/ensure-rows-imported';
import { stageRows } from '../../../activities/databases/stage/ensure-rows-staged';
import type { Database } from '../../../connectors/mysql/database';
import { undoAll } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { takeDump } from '../../support/scratch-cloud';
import { startSecondServer, type SecondServer } from '../../support/scratch-server';

const MAPPING = 'nova.instances';
/** Old instances up to the one before it are deleted, and archived. */
const OWN = 101;
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

describe.each([
  ['on one server', false],
  ['between two servers', true],
])('an import by ranges that breaks off %s', (_where, two) => {
  let second: SecondServer | undefined;
  let scratch: Scratch;
  let target: Database;
  let before: Record<string, string>;
  beforeAll(async () => {
    second = two ? await startSecondServer() : undefined;
    scratch = await openScratch('broken', 40, second && { target: second });
    target = second?.database ?? scratch.database;
    await scratch.database.run(
      `ALTER TABLE ${scratch.cloud.definition.source.databases.nova}.instances AUTO_INCREMENT = ${OWN}`,
    );
    before = await dumps();
  });
  afterAll(async () => {
    await scratch?.close();
    await second?.close();
  });

  const input = (what: string) =>
    ({ run: scratch.run, step: `compute/${MAPPING}/${what}`, phase: 'compute', mapping: MAPPING }) as const;
  const schema = (): string => scratch.cloud.definition.target.databases.nova;
  const instances = (): string => `${schema()}.instances`;
  const importTable = async () => importRows(scratch.deps, input('import'));
  const undo = async () => undoAll(scratch.ledger, scratch.undos, scratch.run);

  /** Both sides. */
  async function dumps(): Promise<Record<string, string>> {
    const { source, target: to } = scratch.cloud.definition;
    const { neutron: _, ...own } = to.databases;
    return {
      ...(await takeDump(scratch.database, Object.values(source.databases))),
      ...(await takeDump(target, Object.values(own))),
    };
  }

  /** Four ranges, and an import that comes to no instance above `last`. */
  async function breakOffAfter(last: number): Promise<void> {
    const { deps, activities, run } = scratch;
    await activities.ensureStagingDatabase({ run, step: 'compute/s/database', phase: 'compute', database: 'nova' });
    await stageRows(deps, input('stage'), { rowsPerRange: 10 });
    await target.run(
      `CREATE TRIGGER ${schema()}.stumble BEFORE INSERT ON ${instances()} FOR EACH ROW
       IF NEW.id > ${last} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'stumbled'; END IF`,
    );
    await expect(importTable()).rejects.toThrow('stumbled');
    await target.run(`DROP TRIGGER ${schema()}.stumble`);
  }

  async function ids(): Promise<number[]> {
    return (await target.rows(`SELECT id FROM ${instances()} ORDER BY id`)).map(({ id }) => Number(id));
  }

  test.each([0, 25])('after row %i is undone, and both sides are as they were', async (last) => {
    await breakOffAfter(last);
    expect(await ids()).toEqual(upTo(last - (last % 10)));
    await undo();
    expect(await dumps()).toEqual(before);
  });

  test("leaves a service's row where it is, whether it goes on or is undone", async () => {
    await breakOffAfter(25);
    await target.run(`INSERT INTO ${instances()} (uuid, deleted, hostname) VALUES ('of-a-service', 0, 'new')`);
    expect(await ids()).toEqual([...upTo(20), OWN]);
    expect(await importTable()).toMatchObject({ changed: true });
    expect(await ids()).toEqual([...upTo(40), OWN]);
    await undo();
    expect(await target.rows(`SELECT id, uuid FROM ${instances()}`)).toEqual([{ id: OWN, uuid: 'of-a-service' }]);
    await target.run(`DELETE FROM ${instances()}`);
    await target.run(`ALTER TABLE ${instances()} AUTO_INCREMENT = 1`);
    expect(await dumps()).toEqual(before);
  });

  test('is undone around a row that somebody put where ours had not come yet', async () => {
    await breakOffAfter(25);
    await target.run(`INSERT INTO ${instances()} (id, uuid, deleted) VALUES (33, 'of-somebody', 0)`);
    await undo();
    expect(await ids()).toEqual([33]);
    await target.run(`DELETE FROM ${instances()}`);
    await target.run(`ALTER TABLE ${instances()} AUTO_INCREMENT = 1`);
    expect(await dumps()).toEqual(before);
  });
});
