/** What holds a connection. */
export interface ConnectionHolder {
  /** Since when nothing runs on it, in milliseconds of whatever clock; undefined while something does, or when it ends already. */
  idleSince(): number | undefined;
  /** Ends the connection; its place is given back when it has ended. */
  close(): void;
}

interface Waiting {
  readonly holder: ConnectionHolder;
  readonly limit: number;
  readonly enter: () => void;
}

/** Counts the machines that a worker is connected to. Where there is no room, the one that is idle for the longest is let go; if none is, one waits. */
export class ConnectionLimit {
  private readonly holders = new Set<ConnectionHolder>();
  private readonly waiting: Waiting[] = [];

  /** Resolves once the holder may connect. */
  async take(holder: ConnectionHolder, limit: number): Promise<void> {
    if (this.waiting.length > 0 || this.holders.size >= limit) {
      const entered = new Promise<void>((enter) => this.waiting.push({ holder, limit, enter }));
      this.makeRoom();
      return entered;
    }
    this.holders.add(holder);
  }

  /** Gives the holder's place back. */
  give(holder: ConnectionHolder): void {
    if (!this.holders.delete(holder)) return;
    for (let [next] = this.waiting; next !== undefined && this.holders.size < next.limit; [next] = this.waiting) {
      this.waiting.shift();
      this.holders.add(next.holder);
      next.enter();
    }
  }

  /** To be called when a holder has become idle: the one that is so for the longest is let go if somebody waits. */
  makeRoom(): void {
    if (this.waiting.length === 0) return;
    const idle = [...this.holders].flatMap((holder) => {
      const since = holder.idleSince();
      return since === undefined ? [] : [{ holder, since }];
    });
    idle.toSorted((a, b) => a.since - b.since)[0]?.holder.close();
  }
}
