import { randomUUID } from 'node:crypto';
import type { Become } from '../../model/ssh-access';

/** What is sent to a machine: a command and its standard input. */
export interface Sent {
  readonly argv: readonly string[];
  readonly input: string;
}

/** A shell in between: a program that is not there ends with 127, as without sudo, whose own failures end with 1. */
const RUN = '"$@"';

/** Whether sudo has read the password or not (NOPASSWD, a fresh timestamp), the command's input begins behind the line that is `$0`. */
const SKIP_PASSWORD = `while IFS= read -r line || exit 1; do [ "$line" != "$0" ] || break; done; ${RUN}`;

function sudo(user: string, password: string | undefined): readonly string[] {
  // -H: a HOME of its own, as by a login; `--` ends sudo's options and its assignments.
  return ['sudo', ...(password === undefined ? ['-n'] : ['-S', '-p', '']), '-H', '-u', user, '--'];
}

/** The same command by sudo. The password is the first line of the input, and in no argument. */
export function bySudo({ user }: Become, password: string | undefined, { argv, input }: Sent): Sent {
  const shell = [...sudo(user, password), '/bin/sh', '-c'];
  if (password === undefined) return { argv: [...shell, RUN, 'sh', ...argv], input };
  const mark = randomUUID();
  return { argv: [...shell, SKIP_PASSWORD, mark, ...argv], input: `${password}\n${mark}\n${input}` };
}

/** A command that does nothing but show whether sudo works, in English. */
export function sudoProbe({ user }: Become, password: string | undefined): Sent {
  return {
    argv: ['env', 'LC_ALL=C', ...sudo(user, password), '/bin/sh', '-c', ':'],
    input: password === undefined ? '' : `${password}\n`,
  };
}
