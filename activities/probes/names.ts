const SHOWN = 10;

/** VMs for a sentence: the first of them, and how many more. */
export function namesOf(vms: readonly { readonly vm: string; readonly host: string }[]): string {
  const more = vms.length - SHOWN;
  const names = vms.slice(0, SHOWN).map(({ vm, host }) => `${vm} on ${host}`);
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
