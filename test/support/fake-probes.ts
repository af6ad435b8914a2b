import { quote } from '../../connectors/ssh/quote';
import type { RemoteMachine } from '../../model/remote-command';

/** What Linux gives one word, and sshd hands a command line over as one. */
const MAX_WORD_BYTES = 128 * 1024;

/** A machine that knows nothing but `systemctl list-units|stop` and the units that run; `stop` rejects from the `diesAt`th on. */
export function fakeProbes(units: Set<string>): RemoteMachine & { diesAt: number } {
  let stops = 0;
  const machine: RemoteMachine & { diesAt: number } = {
    name: 'controller',
    diesAt: Infinity,
    run: async (argv) => {
      const command = quote(argv);
      if (command.length >= MAX_WORD_BYTES) throw new Error('Argument list too long');
      const [, verb = '', ...words] = argv;
      const result = { machine: 'controller', command, exitCode: 0, stdout: '', stderr: '', durationMs: 0 };
      if (verb === 'list-units') {
        const [before = '', after = ''] = (words.at(-1) ?? '').split('*');
        const found = [...units].filter((unit) => unit.startsWith(before) && unit.endsWith(after));
        return { ...result, stdout: found.map((unit) => `${unit} loaded active running StackLeap pings\n`).join('') };
      }
      stops += 1;
      if (stops >= machine.diesAt) throw new Error('the worker was killed');
      for (const unit of words.slice(1)) units.delete(unit);
      return result;
    },
    writeFile: () => Promise.reject(new Error('no files here')),
    readFile: () => Promise.reject(new Error('no files here')),
  };
  return machine;
}
