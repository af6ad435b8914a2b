/** The log of the faster pings that a VM gets while its host has its turn. */
export function inFlight({ name }: { readonly name: string }): string {
  return `${name}-flight`;
}
