import type { SecretRef } from './secret';

/** Values for templates by name, each a word or a number. */
export type Vars = Readonly<Record<string, string | number | boolean>>;

/** A file of the operator's own on hypervisors, rendered from `clusters/<cluster>/templates/<template>`. */
export interface OwnFile {
  readonly template: string;
  /** On the host, absolute. It takes the place of the release pair's file of this path. */
  readonly path: string;
  /** As for chmod, in octal; null for that of the file that is there, else 640. */
  readonly mode: string | null;
  /** `<user>:<group>`; null for that of the file that is there, else root:root. */
  readonly owner: string | null;
  /** Groups whose hypervisors get it; every hypervisor where none is named. */
  readonly groups: readonly string[];
}

/** What is written to hypervisors beside the release pair's files, and with which values; all of it has defaults. */
export interface HostChoices {
  /** For all hypervisors. */
  readonly vars: Vars;
  /** By name; where two groups of a host differ, the later one counts. */
  readonly groups: Readonly<Record<string, { readonly hosts: readonly string[]; readonly vars: Vars }>>;
  /** For single hypervisors; they count before those of groups. */
  readonly hosts: Readonly<Record<string, Vars>>;
  /** By the name that templates have for them. */
  readonly secrets: Readonly<Record<string, SecretRef>>;
  readonly files: readonly OwnFile[];
}

export const DEFAULT_HOST_CHOICES: HostChoices = { vars: {}, groups: {}, hosts: {}, secrets: {}, files: [] };
