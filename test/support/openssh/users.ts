import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What every user's password is: it holds whatever a shell would stumble over. */
export const PASSWORD = ` it's "$HOME" \\ ä`;

/** Users of the tests and sudo's rules for them. */
export const RULES: Readonly<Record<string, string>> = {
  free: 'free ALL=(ALL:ALL) NOPASSWD: ALL',
  piped: 'Defaults:piped use_pty\npiped ALL=(ALL:ALL) NOPASSWD: ALL',
  asked: 'Defaults:asked passwd_tries=1\nasked ALL=(ALL:ALL) ALL',
  tty: 'Defaults:tty requiretty\ntty ALL=(ALL:ALL) NOPASSWD: ALL',
  limited: 'limited ALL=(ALL:ALL) NOPASSWD: /bin/true',
  nobodys: '',
};

const FIRST_ID = 64_100;

/** Writes the files that root.sh mounts; `authorizedKey` logs in as each of the users. */
export function writeUsers(folder: string, authorizedKey: string): void {
  const hash = execFileSync('openssl', ['passwd', '-6', '-stdin'], { input: `${PASSWORD}\n`, encoding: 'utf8' }).trim();
  const users = Object.keys(RULES).map((name, i) => ({ name, id: FIRST_ID + i }));
  const files = {
    passwd: users.map(({ name, id }) => `${name}:x:${id}:${id}::/home/${name}:/bin/sh`),
    shadow: users.map(({ name }) => `${name}:${hash}:19000:0:99999:7:::`),
    group: users.map(({ name, id }) => `${name}:x:${id}:`),
  };
  for (const [file, lines] of Object.entries(files))
    writeFileSync(join(folder, file), `${readFileSync(`/etc/${file}`, 'utf8')}${lines.join('\n')}\n`);
  const defaults = 'Defaults env_reset, !use_pty, lecture=never\nDefaults secure_path="/usr/sbin:/usr/bin:/sbin:/bin"';
  writeFileSync(
    join(folder, 'sudoers'),
    [defaults, 'root ALL=(ALL:ALL) ALL', ...Object.values(RULES), '@includedir /etc/sudoers.d', ''].join('\n'),
  );
  writeFileSync(join(folder, 'authorized_keys'), authorizedKey);
  chmodSync(join(folder, 'shadow'), 0o640);
  chmodSync(join(folder, 'sudoers'), 0o440);
}
