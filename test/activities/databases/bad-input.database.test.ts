import { readDatabaseBlockers } from '../../../activities/databases/preflight/read-blockers';
import { readDatabasePlan } from '../../../activities/databases/preflight/read-database-plan';
import { PHASES } from '../../../model/phases';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { takeDump } from '../../support/scratch-cloud';
import { scratchSql } from '../../support/scratch-sql';
import { MISSING, REFUSED } from './bad-inputs';

let scratch: Scratch;
afterEach(() => scratch.close());

test.each([
  ['rows', REFUSED],
  ['tables', MISSING],
])('%s that cannot be copied are refused, all at once and by name, and nothing is written', async (_what, refused) => {
  scratch = await openScratch('bad');
  const { database, cloud, deps } = scratch;
  await database.session(async (on) => {
    for (const [, spoil] of refused) for (const sql of spoil) await on.run(scratchSql(cloud.definition, sql));
  });
  const before = await takeDump(database, cloud.schemas);

  const read = await readDatabasePlan(deps, cloud.definition, PHASES);
  if ('unread' in read) throw new Error(read.unread);
  const { blockers } = read;
  const messages = blockers.map(({ message }) => message);
  const untold = refused.filter(([, , parts]) => !messages.some((text) => parts.every((part) => text.includes(part))));
  if (untold.length > 0)
    throw new Error(`untold: ${untold.map(([what]) => what).join('; ')}; told:\n${messages.join('\n')}`);

  const preflight = await readDatabaseBlockers.run(deps, {
    run: scratch.run,
    step: 'preflight/databases/look',
    phase: 'preflight',
  });
  expect(preflight.blockers).toEqual(blockers);
  expect(await takeDump(database, cloud.schemas)).toEqual(before);
});
