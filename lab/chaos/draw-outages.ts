import { SeededRandom } from '../generator/random';
import type { PhaseName } from '../../model/phases';
import type { Outage } from './outages';

export interface Drawn {
  readonly outage: Outage;
  readonly phase: PhaseName;
  /** It strikes when so many activities of the phase have begun. */
  readonly after: number;
}

/** A phase has at least so many activities. */
const AMONG = 4;

/** When each outage strikes: the same for the same seed. */
export function drawOutages(seed: number, outages: readonly Outage[]): readonly Drawn[] {
  const random = new SeededRandom(seed, 'outages');
  return outages.map((outage) => ({
    outage,
    phase: random.pick(outage.phases),
    after: 1 + random.below(AMONG),
  }));
}
