/** A host that a canary took, and since when it is through, in milliseconds since the epoch. */
export interface Turn {
  readonly host: string;
  readonly since: number;
}
