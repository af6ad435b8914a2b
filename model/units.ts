/** systemd units on one machine. */
export interface Units {
  readonly host: string;
  readonly units: readonly string[];
}
