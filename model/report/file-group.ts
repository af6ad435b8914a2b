/** A file that was written on hosts. */
export interface FileReport {
  readonly path: string;
  /** Whether there was one before. */
  readonly there: boolean;
  /** `- …` is said no more, `+ …` is new, each with its section; no secrets. None where only comments, order or access changed. */
  readonly lines: readonly string[];
  /** Lines that are not listed. */
  readonly more: number;
}

/** Hosts whose files changed in the same way; their own names and addresses are no difference. */
export interface FileGroup {
  readonly hosts: number;
  /** The first of them. */
  readonly names: readonly string[];
  readonly files: readonly FileReport[];
  /** Files that are not listed. */
  readonly moreFiles: number;
}

/** What became of the configuration files of all hosts. */
export interface FilesReport {
  /** Hosts on which files were written. */
  readonly hosts: number;
  /** The largest group first. */
  readonly groups: readonly FileGroup[];
  /** Hosts that are in no group, as there were too many. */
  readonly others: number;
}
