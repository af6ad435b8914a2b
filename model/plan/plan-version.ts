/**
 * The version of plans, and of the inputs of their steps, that this build writes. It grows when one of them comes to mean what an older
 * build would misread. Version 1 is not written down: the digests of its plans stay. Version 2 has a snapshot of the definition, where an
 * older build would read the cluster's folder.
 */
export const PLAN_VERSION: number = 2;

/** What is written down of a version. */
export interface Versioned {
  readonly version?: number;
}

/** `version` as a plan or a run writes it down. */
export function writtenVersion(version: number): Versioned {
  return version > 1 ? { version } : {};
}

/** Why this build must not touch what has a version; undefined when it may. */
export function tooNew({ version = 1 }: Versioned, known = PLAN_VERSION): string | undefined {
  return version <= known ? undefined : `It has version ${version}, and this worker knows ${known} at most.`;
}
