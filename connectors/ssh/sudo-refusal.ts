import type { Become } from '../../model/ssh-access';
import type { CommandResult } from '../../model/remote-command';
import { MachineError, tail } from './machine-error';

interface Asked {
  readonly machine: string;
  /** The user of the login. */
  readonly user: string;
  readonly become: Become;
}

type Reason = readonly [says: RegExp, why: (asked: Asked) => string];

/** What sudo says, in English, and what to do; the first that matches. */
const REASONS: readonly Reason[] = [
  [
    /must have a tty/,
    ({ user }) => `wants a terminal: write "Defaults:${user} !requiretty" into a file below /etc/sudoers.d`,
  ],
  [
    /incorrect password|Sorry, try again|no password was provided|Authentication failure/i,
    ({ become: { password } }) => `refuses the password ${password}`,
  ],
  [
    /password is required/,
    ({ user, become }) =>
      `asks for a password, or has no rule for ${user}: give \`ssh.become.password\`, or write "${user} ALL=(${become.user}) NOPASSWD: ALL" into a file below /etc/sudoers.d`,
  ],
  [
    /not in the sudoers file|not allowed to (run|execute)|may not run sudo/,
    ({ user, become }) =>
      `does not allow ${user} to run commands as ${become.user}: write "${user} ALL=(${become.user}) ALL" into a file below /etc/sudoers.d`,
  ],
  [/unknown user/, ({ become }) => `knows no user ${become.user}: correct \`ssh.become.user\``],
];

/** Why sudo did not run its probe, with what to do. */
export function sudoRefusal(asked: Asked, { exitCode, stdout, stderr }: CommandResult): MachineError {
  const { machine, user } = asked;
  const said = tail(stderr) || tail(stdout) || `exit code ${exitCode}`;
  const missing = exitCode === 127 && /sudo.*(not found|no such file)/i.test(stderr);
  if (missing)
    return new MachineError('HostPrivileges', `${machine} has no sudo for ${user}: install it, or log in as root.`);
  const [, why] = REASONS.find(([says]) => says.test(stderr)) ?? [];
  return new MachineError('HostPrivileges', `sudo on ${machine} ${why?.(asked) ?? 'does not work'}. It said: ${said}.`);
}
