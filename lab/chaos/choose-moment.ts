import { SeededRandom } from '../generator/random';
import { MOMENTS, type Moment } from './boundary';

export interface Kills {
  /** The same seed kills at the same boundaries. */
  readonly seed: number;
  /** Of all boundaries, from 0 to 1. */
  readonly share: number;
}

/** When the worker is killed at this boundary, if it is. */
export function chooseMoment({ seed, share }: Kills, key: string): Moment | null {
  const random = new SeededRandom(seed, key);
  return random.chance(share) ? random.pick(MOMENTS) : null;
}
