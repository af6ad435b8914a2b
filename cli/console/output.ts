/** How a command shows what it has to say: as text for people, or with `--json` as one JSON value. */
export interface Output {
  readonly json: boolean;
}

/** Prints `value` as JSON if asked for, else `text`. */
export function show({ json }: Output, value: unknown, text: string): void {
  process.stdout.write(`${json ? JSON.stringify(value) : text}\n`);
}
