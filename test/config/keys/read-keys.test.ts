import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKeys } from '../../../config/keys/read-keys';
import { temporaryFolder } from '../../support/temporary-folder';

const KEY = randomBytes(32);

afterEach(() => {
  for (const name of ['STACKLEAP_TEST_KEY', 'STACKLEAP_TEST_SHORT']) delete process.env[name];
});

test('reads keys from the environment and from files, in their order', async () => {
  process.env['STACKLEAP_TEST_KEY'] = KEY.toString('base64');
  const file = join(temporaryFolder(), 'key');
  const other = randomBytes(32);
  writeFileSync(file, `${other.toString('base64')}\n`);
  expect(await readKeys({ STACKLEAP_KEYS: `2026b=file:${file}, 2026a=env:STACKLEAP_TEST_KEY` })).toEqual([
    { id: '2026b', key: other },
    { id: '2026a', key: KEY },
  ]);
  expect([await readKeys({}), await readKeys({ STACKLEAP_KEYS: '' })]).toEqual([[], []]);
});

test('names everything that is wrong at once, and no value', async () => {
  process.env['STACKLEAP_TEST_SHORT'] = 'c2hvcnQtc2VjcmV0';
  const value = 'a=env:STACKLEAP_TEST_SHORT,a=env:STACKLEAP_TEST_GONE,hunter2hunter2,b=file:/nowhere/key';
  const error = await readKeys({ STACKLEAP_KEYS: value }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({
    type: 'SecretMissing',
    message:
      'STACKLEAP_KEYS: env:STACKLEAP_TEST_SHORT is no key: give 32 random bytes in base64 (openssl rand -base64 32); ' +
      'The secret env:STACKLEAP_TEST_GONE is not set; an entry is not of the form id=env:NAME or id=file:/path; ' +
      'The secret file:/nowhere/key cannot be read (ENOENT).',
  });
});
