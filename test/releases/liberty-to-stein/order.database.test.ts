import { inOrder } from '../../../alignment/order';
import { readKeys } from '../../../connectors/mysql/keys';
import type { Database } from '../../../connectors/mysql/database';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';
import { openScratchDatabase } from '../../support/scratch-server';
import { LAB_DEFINITION } from '../../support/lab-definition';

const MAPPINGS = Object.values(LIBERTY_TO_STEIN.tables).flat();

let database: Database;
beforeAll(async () => {
  database = await openScratchDatabase();
});
afterAll(() => database.close());

test("rows come after those that Stein's foreign keys say that they refer to", async () => {
  const places = new Map(inOrder(MAPPINGS).flatMap((group, i) => group.map(({ name }) => [name, i] as const)));
  const wrong: string[] = [];
  let keys = 0;
  for (const { name, to } of MAPPINGS) {
    const schema = LAB_DEFINITION.target.databases[to.database];
    const { foreign = [] } = (await readKeys(database, schema, to.table)).get(to.table) ?? {};
    for (const { table } of foreign) {
      const parent = MAPPINGS.find((one) => one.to.database === to.database && one.to.table === table);
      if (parent === undefined || parent.name === name) continue;
      keys++;
      if ((places.get(parent.name) ?? 0) >= (places.get(name) ?? 0)) wrong.push(`${name} → ${parent.name}`);
    }
  }
  expect(keys).toBeGreaterThan(25);
  expect(wrong).toEqual([]);
});
