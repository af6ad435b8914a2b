/** Whose statements these are: of one step, or of its undo. */
export interface Mark {
  readonly cluster: string;
  readonly step: string;
  /** When it is aborted what the server does for the step ends. */
  readonly signal?: AbortSignal | undefined;
}

/** A comment in front of a step's statements: by it the server's list of processes says whose they are. */
export function commentOf({ cluster, step }: Mark): string {
  return `/* stackleap ${named(cluster)} ${named(step)} */ `;
}

/** Nothing that ends a comment, stands for a parameter, or could be another name once it was replaced. */
function named(name: string): string {
  return name.replace(/[^A-Za-z0-9_./-]/gu, (one) => `~${one.codePointAt(0)?.toString(16) ?? ''}~`);
}
