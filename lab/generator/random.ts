import { createHash } from 'node:crypto';

/** Reproducible randomness: every value is a function of the seed and of the words that name what it is for. */
export class SeededRandom {
  private state: number;

  constructor(seed: number, ...words: readonly (string | number)[]) {
    this.state = createHash('sha256')
      .update([seed, ...words].join('/'))
      .digest()
      .readUInt32LE();
  }

  /** A number in [0, 1) (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** An integer in [0, limit). */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(choices: readonly T[]): T {
    if (choices.length === 0) throw new Error('Nothing to pick from');
    return choices[this.below(choices.length)] as T;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }
}
