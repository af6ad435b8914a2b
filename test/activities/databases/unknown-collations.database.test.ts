import { unknownCollations } from '../../../activities/databases/preflight/unknown-collations';
import type { Places } from '../../../alignment/places';
import type { Database } from '../../../connectors/mysql/database';
import type { TableMapping } from '../../../model/mapping';
import { openScratchDatabase } from '../../support/scratch-server';

let source: Database;
beforeAll(async () => {
  source = await openScratchDatabase();
});
afterAll(() => source.close());

/**
 * A target's server whose tables have these collations. A fake: the lab's servers are all of one version, and know the same ones.
 * (Real servers: `other-server.test.ts`.)
 */
const targetWith = (collations: readonly string[]): Database => ({
  ...source,
  where: 'target',
  rows: async () => collations.map((collation) => ({ collation })),
});
const MAPPINGS = ['instances', 'quotas'].map((table) => ({ to: { database: 'nova', table } }) as TableMapping);
const PLACES = { target: { nova: 'new_nova' } } as Places;

test('collations that the source’s server knows, by each of their names, hinder nothing', async () => {
  const target = targetWith([
    'utf8_general_ci',
    'utf8mb3_general_ci',
    'utf8mb4_unicode_ci',
    'latin1_swedish_ci',
    'utf8_bin',
  ]);
  expect(await unknownCollations(MAPPINGS, PLACES, { source, target })).toEqual([]);
});

test('each one that it does not know is named once, with the tables that have it', async () => {
  const target = targetWith(['utf8_general_ci', 'utf8mb4_0900_ai_ci']);
  const blockers = await unknownCollations(MAPPINGS, PLACES, { source, target });
  expect(blockers).toEqual([
    {
      type: 'InvalidDefinition',
      message: expect.stringMatching(
        /does not know the collation utf8mb4_0900_ai_ci, which target has in `new_nova`\.`instances`, `new_nova`\.`quotas`/,
      ),
    },
  ]);
});
