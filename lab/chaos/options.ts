import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export interface ChaosOptions {
  readonly seed: number;
  /** Of the boundaries at which the datacenter's worker is killed, from 0 to 1. */
  readonly share: number;
  readonly outages: boolean;
  /** Goes back from `agents` on instead of forward to the end. */
  readonly back: boolean;
  readonly json: boolean;
}

const SHARE = 0.1;
const SEEDS = 1_000_000;

/** Reads the arguments of `npm run chaos`; throws with one line that says what is wrong. */
export function readChaosOptions(argv: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seed: { type: 'string' },
      share: { type: 'string', default: String(SHARE) },
      'no-outages': { type: 'boolean', default: false },
      back: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const seed = values.seed === undefined ? randomInt(SEEDS) : Number(values.seed);
  const share = Number(values.share);
  if (!Number.isInteger(seed)) throw new Error(`--seed: ${values.seed ?? ''} is not a whole number.`);
  if (!(share >= 0 && share <= 1)) throw new Error(`--share: ${values.share} is not between 0 and 1.`);
  return { seed, share, outages: !values['no-outages'], back: values.back, json: values.json };
}
