import { labDown } from './commands/down';
import { labShell } from './commands/shell';
import { labStatus } from './commands/status';
import { labUp } from './commands/up';

/** The lab's own entry: `up [--instances N]`, `down`, `status`, `shell HOST`. */
async function main([command, ...rest]: readonly string[]): Promise<number> {
  const option = rest.indexOf('--instances');
  switch (command) {
    case 'up':
      await labUp(option < 0 ? {} : { instances: Number(rest[option + 1]) });
      return 0;
    case 'down':
      await labDown();
      return 0;
    case 'status':
      console.log(JSON.stringify(await labStatus(), undefined, 2));
      return 0;
    case 'shell':
      return labShell(rest[0] ?? '');
    default:
      console.error('usage: lab up [--instances N] | down | status | shell HOST');
      return 2;
  }
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
