import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveSecret } from '../../config/secrets';
import { temporaryFolder } from '../support/temporary-folder';

test('a secret comes from the environment or from a file, without its final newline', async () => {
  const folder = temporaryFolder();
  await writeFile(join(folder, 'password'), 'it is \n');
  process.env['STACKLEAP_TEST_SECRET'] = 'from outside';
  expect(await resolveSecret(`file:${join(folder, 'password')}`)).toBe('it is ');
  expect(await resolveSecret('env:STACKLEAP_TEST_SECRET')).toBe('from outside');
  delete process.env['STACKLEAP_TEST_SECRET'];
});

test.each(['env:STACKLEAP_NO_SUCH', 'file:/no/such/file'] as const)('%s is reported as missing', async (ref) => {
  await expect(resolveSecret(ref)).rejects.toMatchObject({
    type: 'SecretMissing',
    message: expect.stringContaining(ref),
  });
});
