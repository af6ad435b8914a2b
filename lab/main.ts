import { labDown } from './commands/down';
import { labShell } from './commands/shell';
import { labStatus } from './commands/status';
import { labUp } from './commands/up';

/** The lab's own entry: `up [--instances N]`, `down`, `status`, `shell HOST`. */
async function main([command, ...rest]: readonly string[]): Promise<number> {
  const option = rest.indexOf('--instances');
  if (command === 'shell') return labShell(rest[0] ?? '');
  if (command === 'up') await labUp(option < 0 ? {} : { instances: Number(rest[option + 1]) });
  else if (command === 'down') await labDown();
  else if (command === 'status') console.log(JSON.stringify(await labStatus(), undefined, 2));
  else {
    console.error('usage: lab up [--instances N] | down | status | shell HOST');
    return 2;
  }
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
