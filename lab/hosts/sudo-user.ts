import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sh } from '../shell';

/** Who logs in to a lab machine where root may not. */
export const SUDO_USER = 'stackleap';
const ID = 1900;

/** Gives a machine that is not booted a user who may become root by sudo, and whose key is this. */
export async function addSudoUser(root: string, publicKey: Buffer): Promise<void> {
  if (readFileSync(join(root, 'etc/passwd'), 'utf8').includes(`\n${SUDO_USER}:`)) return;
  const home = join(root, 'home', SUDO_USER);
  appendFileSync(join(root, 'etc/passwd'), `${SUDO_USER}:x:${ID}:${ID}::/home/${SUDO_USER}:/bin/sh\n`);
  appendFileSync(join(root, 'etc/group'), `${SUDO_USER}:x:${ID}:\n`);
  appendFileSync(join(root, 'etc/shadow'), `${SUDO_USER}:*:19000:0:99999:7:::\n`);
  mkdirSync(join(home, '.ssh'), { recursive: true, mode: 0o700 });
  writeFileSync(join(home, '.ssh/authorized_keys'), publicKey, { mode: 0o600 });
  await sh(['chown', '-R', `${ID}:${ID}`, home]);
  writeFileSync(join(root, 'etc/sudoers.d', SUDO_USER), `${SUDO_USER} ALL=(root) NOPASSWD: ALL\n`, { mode: 0o440 });
}
