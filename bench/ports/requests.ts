/** What some work took, and how many requests it sent. */
export interface Timed<T> {
  readonly result: T;
  readonly seconds: number;
  readonly requests: number;
}

/** Measures `work`; every request of the process goes through `fetch`. */
export async function timedRequests<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const real = globalThis.fetch;
  let requests = 0;
  globalThis.fetch = (input, init) => {
    requests++;
    return real(input, init);
  };
  const begin = performance.now();
  try {
    const result = await work();
    return { result, seconds: (performance.now() - begin) / 1000, requests };
  } finally {
    globalThis.fetch = real;
  }
}
