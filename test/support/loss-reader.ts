import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../config/project-root';

/** Reads logs on request, and ends each answer with a line of its own. */
const PROGRAM = `
import json, sys
sys.path.insert(0, sys.argv[1])
import loss
for line in iter(sys.stdin.readline, ''):
    loss.main(*json.loads(line))
    print('.', flush=True)
`;

/** The reader of probes' logs as it runs on machines that ping, in one process for many looks. */
export function lossReader() {
  const child = spawn('python3', ['-B', '-c', PROGRAM, join(projectRoot(), 'remote', 'probe')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    /** What it prints when it is given these arguments. */
    read: async (argv: readonly string[]): Promise<string> => {
      child.stdin.write(`${JSON.stringify(argv)}\n`);
      const printed: string[] = [];
      for (let next = await lines.next(); next.value !== '.'; next = await lines.next()) {
        if (next.done === true) throw new Error('the reader of logs has died');
        printed.push(`${next.value}\n`);
      }
      return printed.join('');
    },
    close: async (): Promise<void> => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
