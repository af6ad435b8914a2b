import type { StepInput } from '../../model/run';

/** A step that acts on the hosts of a batch. */
export type HostsInput = StepInput & { readonly hosts: readonly string[] };
