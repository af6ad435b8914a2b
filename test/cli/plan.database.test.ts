import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { DatabasePlan } from '../../alignment/table-plan';
import { createProgram } from '../../cli/program';
import { openScratch, type Scratch } from '../support/scratch-activities';
import { takeDump } from '../support/scratch-cloud';
import { temporaryFolder } from '../support/temporary-folder';

let scratch: Scratch;
let written: string[];
beforeAll(async () => {
  scratch = await openScratch('cli');
  const clusters = temporaryFolder();
  const folder = join(clusters, scratch.cloud.definition.name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'cluster.yaml'), stringify(scratch.cloud.definition));
  process.env['STACKLEAP_CLUSTERS'] = clusters;
});
afterAll(async () => {
  delete process.env['STACKLEAP_CLUSTERS'];
  process.exitCode = undefined;
  await scratch.close();
});
beforeEach(() => {
  written = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
});
afterEach(() => jest.restoreAllMocks());

async function plan(...more: readonly string[]): Promise<string> {
  await createProgram().parseAsync(['plan', scratch.cloud.definition.name, ...more], { from: 'user' });
  return written.join('');
}

async function planJson(): Promise<{ digest: string; databases: DatabasePlan }> {
  written = [];
  return JSON.parse(await plan('--json')) as { digest: string; databases: DatabasePlan };
}

test('the plan of a healthy cluster counts rows, shows the SQL, ends well, and writes nothing', async () => {
  const { database, cloud } = scratch;
  const before = await takeDump(database, cloud.schemas);
  const text = await plan('--phases', 'images,compute', '--sql');
  const { nova, glance } = cloud.definition.source.databases;
  expect(text).toContain(`\ndatabases: images\n  ${glance}.images → `);
  expect(text).toMatch(
    new RegExp(`${nova}\\.instances → \\S+\\.instance_mappings\n    12 of 15 rows copied; left out: 3 deleted\n`),
  );
  expect(text).toContain('    flavor_id  renamed from instance_type_id\n');
  expect(text).toContain(`FROM \`${nova}\`.\`instance_types\` s\n    WHERE (s.deleted = 0)\n`);
  expect(text).not.toContain('databases: volumes');
  expect(text).toMatch(/\nNothing in the databases stands in the way\.\n$/);
  expect(process.exitCode).toBeUndefined();
  expect(await takeDump(database, cloud.schemas)).toEqual(before);
});

test('what stands in the way is in text and JSON, and in the exit code; the digest stays', async () => {
  const { database, cloud } = scratch;
  const { digest, databases } = await planJson();
  expect(databases.blockers).toEqual([]);
  await database.run(`UPDATE ${cloud.definition.source.databases.nova}.instance_types SET name = NULL WHERE id = 1`);

  const blocked = await planJson();
  expect(process.exitCode).toBe(2);
  expect(blocked.digest).toBe(digest);
  const message =
    'instance_types → nova_api.flavors, column name: NULL where the new release wants a value: 1 row, for example id 1.';
  expect(blocked.databases.blockers).toEqual([{ type: 'RowsUnmapped', message }]);
  const flavors = blocked.databases.phases
    .flatMap(({ tables }) => tables)
    .find(({ name }) => name === 'nova_api.flavors');
  expect(flavors?.findings).toEqual([{ type: 'RowsUnmapped', message, column: 'name', rows: 1, example: '1' }]);
  written = [];
  expect(await plan()).toContain(`\nblocked by 1 finding\n  RowsUnmapped: ${message}\n`);
});
