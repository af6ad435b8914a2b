import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Leave lab, Temporal and workers running. */
  readonly keep: boolean;
  /** Restart the agents without bypass flows and without the gapless change: shows what that costs. */
  readonly noSeed: boolean;
}

/** Reads the demo's arguments; throws with one line that says what is wrong. */
export function readOptions(argv: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      keep: { type: 'boolean', default: false },
      'no-seed': { type: 'boolean', default: false },
    },
  });
  return { keep: values.keep, noSeed: values['no-seed'] };
}
