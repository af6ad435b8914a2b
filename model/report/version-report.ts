/** A version of something that hypervisors carry, and of how many. */
export interface VersionReport {
  readonly name: string;
  /** Installed before anything was changed, and at the end; '' where it is not installed. */
  readonly before: string;
  readonly after: string;
  /** Of the processes at the end; empty where none tells. */
  readonly runs: readonly string[];
  /** Where what runs stands between the releases, or what is installed where nothing runs: old, new, between or absent. */
  readonly standing: string;
  readonly hosts: number;
  /** The first of them. */
  readonly names: readonly string[];
}
