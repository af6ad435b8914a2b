import { listFirst } from '../../model/list-first';

/** VMs for a sentence: the first of them, and how many more. */
export function namesOf(vms: readonly { readonly vm: string; readonly host: string }[]): string {
  return listFirst(vms.map(({ vm, host }) => `${vm} on ${host}`));
}
