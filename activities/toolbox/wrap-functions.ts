type Call = (...input: never[]) => Promise<unknown>;

/** Functions by name, as a worker registers its activities. */
export type Functions = Readonly<Record<string, Call>>;

/** The same functions, each wrapped. */
export function wrapFunctions<T extends Functions>(functions: T, wrap: (name: string, call: Call) => Call): T {
  return Object.fromEntries(Object.entries(functions).map(([name, call]) => [name, wrap(name, call)])) as T;
}
