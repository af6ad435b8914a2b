/** Pings that fail before a server counts as silent. */
const MOST_MISSED = 2;

/** Watches one wait for a server; `tell` is called when the server is silent. Returns what ends the watch. */
export type Watch = (tell: (error: unknown) => void) => () => void;

/**
 * While somebody waits for a server's answer, which may take hours, asks every `everyMs` whether it is there at all: a network that drops
 * packets looks like one that is slow. `ping` rejects where it is not.
 */
export function watchSilence(ping: () => Promise<void>, everyMs: number): Watch {
  const waiting = new Set<(error: unknown) => void>();
  let timer: NodeJS.Timeout | undefined;
  let missed = 0;

  async function look(): Promise<void> {
    if (waiting.size > 0)
      await ping().then(
        () => {
          missed = 0;
        },
        (error: unknown) => {
          missed += 1;
          if (missed >= MOST_MISSED) for (const tell of waiting) tell(error);
        },
      );
    timer = undefined;
    if (waiting.size > 0) arm();
    else missed = 0;
  }

  function arm(): void {
    timer ??= setTimeout(() => void look(), everyMs).unref();
  }

  return (tell) => {
    waiting.add(tell);
    arm();
    return () => void waiting.delete(tell);
  };
}
