import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Leave lab, Temporal and workers running. */
  readonly keep: boolean;
  /** Restart the agents without seeds and without the gapless change: shows what that costs. */
  readonly noSeed: boolean;
  /** Instances in the old databases. */
  readonly instances: number;
}

/** Reads the demo's arguments; throws with one line that says what is wrong. */
export function readOptions(argv: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      keep: { type: 'boolean', default: false },
      'no-seed': { type: 'boolean', default: false },
      instances: { type: 'string', default: '12' },
    },
  });
  const instances = Number(values.instances);
  if (!Number.isInteger(instances) || instances < 8)
    throw new Error(`--instances must be a whole number of at least 8, not "${values.instances}".`);
  return { keep: values.keep, noSeed: values['no-seed'], instances };
}
