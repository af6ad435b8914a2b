/** What is opened with its first use and kept open, one for each key. What failed to open is opened again by its next user. */
export class OpenedOnce<T> {
  readonly #opened = new Map<string, Promise<T>>();

  /** Of things that need not be closed at most `most` are kept; the one that was opened first goes first. */
  constructor(private readonly most = Infinity) {}

  /** The one of this key; all who ask at the same time get the same one. Fails as `open` does. */
  of(key: string, open: () => Promise<T>): Promise<T> {
    const known = this.#opened.get(key);
    if (known !== undefined) return known;
    const [first] = this.#opened.keys();
    if (first !== undefined && this.#opened.size >= this.most) this.#opened.delete(first);
    const opened = open();
    this.#opened.set(key, opened);
    opened.catch(() => {
      if (this.#opened.get(key) === opened) this.#opened.delete(key);
    });
    return opened;
  }

  /** Closes all that were opened, also those that are being opened; resolves when each has been tried. */
  async closeEach(close: (one: T) => Promise<void>): Promise<void> {
    const opened = [...this.#opened.values()];
    this.#opened.clear();
    await Promise.allSettled(opened.map(async (one) => close(await one)));
  }
}
