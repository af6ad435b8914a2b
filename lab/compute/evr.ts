/** Epoch, version and release of an rpm. */
export interface Evr {
  readonly epoch: number;
  readonly version: string;
  readonly release: string;
}

/** Reads `[epoch:]version-release`. */
export function parseEvr(text: string): Evr {
  const match = /^(?:(\d+):)?([^-:]+)-([^-:]+)$/.exec(text);
  if (match === null) throw new Error(`not [epoch:]version-release: ${text}`);
  return { epoch: Number(match[1] ?? 0), version: match[2] as string, release: match[3] as string };
}
