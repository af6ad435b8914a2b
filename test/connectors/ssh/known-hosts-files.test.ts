import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KnownHostsFiles } from '../../../connectors/ssh/known-hosts-files';
import { temporaryFolder } from '../../support/temporary-folder';

const FILE = join(temporaryFolder(), 'known_hosts');
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZZ';

test('a file is parsed once, and again when it has changed', async () => {
  const files = new KnownHostsFiles();
  await expect(files.read(FILE)).rejects.toMatchObject({ type: 'HostKeyMismatch' });
  writeFileSync(FILE, `compute1 ${KEY}\n`);
  const [one, two] = await Promise.all([files.read(FILE), files.read(FILE)]);
  expect(one).toHaveLength(1);
  expect(await files.read(FILE)).toBe(two);
  writeFileSync(FILE, `compute1 ${KEY}\ncompute2 ${KEY}\n`);
  expect(await files.read(FILE)).toHaveLength(2);
});
