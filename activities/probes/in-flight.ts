const SUFFIX = '-flight';

/** The first digits of a port stand before it, which control targets have none of. */
const IN_FLIGHT = new RegExp(`-[0-9a-f]{8}${SUFFIX}$`);

/** The log of the faster pings that a VM gets while its host has its turn. */
export function inFlight({ name }: { readonly name: string }): string {
  return `${name}${SUFFIX}`;
}

/** Whether a probe is one of the faster ones. */
export function isInFlight(probe: string): boolean {
  return IN_FLIGHT.test(probe);
}
