import { parseArgs } from 'node:util';
import { clearGuest, measureInGuest } from './guest';
import { printGuest, sumUp } from './print';

export const METHODS = ['unprotected', 'naive', 'staged', 'bypass', 'bypassStaged'] as const;

/** `kernel [--changes N] [--method M]… [--json]`: ways to change bridges on the kernel's datapath, in a guest. */
export async function benchKernel(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      changes: { type: 'string', default: '10' },
      method: { type: 'string', multiple: true, default: [...METHODS] },
      json: { type: 'boolean', default: false },
    },
  });
  const changes = Number(values.changes);
  const unknown = values.method.filter((method) => !METHODS.some((known) => known === method));
  if (!Number.isInteger(changes) || changes < 1 || unknown.length > 0)
    throw new Error(`Usage: npm run bench -- kernel [--changes N] [--method ${METHODS.join('|')}]… [--json]`);
  try {
    const measured = await measureInGuest({ changes, methods: values.method });
    console.log(printGuest(measured));
    const results = Object.fromEntries(Object.entries(measured.methods).map(([name, all]) => [name, sumUp(all)]));
    if (values.json) console.log(JSON.stringify({ results }));
  } finally {
    await clearGuest();
  }
}
