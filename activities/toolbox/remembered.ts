/** Answers that stand for a while, by what was asked: what was asked may be another one by then, and say something else. */
export class Remembered<T> {
  readonly #answers = new Map<string, { readonly answer: T; readonly until: number }>();

  /** `now` counts milliseconds. */
  constructor(
    private readonly forMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The answer that still stands, or a new one; one that `stands` denies is asked for again the next time, as after a failure. */
  async of(key: string, ask: () => Promise<T>, stands: (answer: T) => boolean = () => true): Promise<T> {
    const known = this.#answers.get(key);
    if (known !== undefined && this.now() < known.until) return known.answer;
    this.#answers.delete(key);
    const answer = await ask();
    if (stands(answer)) this.#answers.set(key, { answer, until: this.now() + this.forMs });
    return answer;
  }
}
