import { named } from '../../model/named';

/** VMs for a sentence: the first of them, and how many more. */
export function namesOf(vms: readonly { readonly vm: string; readonly host: string }[]): string {
  return named(vms.map(({ vm, host }) => `${vm} on ${host}`));
}
