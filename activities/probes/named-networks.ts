/** A network of VMs that are to be pinged. */
export interface ProbedNetwork {
  readonly id: string;
  readonly name: string;
}

/** How networks are reached, and those for which the definition does not say. */
export interface NamedNetworks {
  /** By network id: a namespace, '' for the machine's own. */
  readonly namespaces: ReadonlyMap<string, string>;
  /** Names, or ids of networks without a name. */
  readonly missing: readonly string[];
  /** Networks that a name of the definition may mean, where it may mean several: names are not unique in Neutron. */
  readonly ambiguous: readonly string[];
}

/** Finds the networks' namespaces in what the definition gives by id or by name. */
export function nameNetworks(
  networks: readonly ProbedNetwork[],
  given: Readonly<Record<string, string>>,
): NamedNetworks {
  const distinct = [...new Map(networks.map((network) => [network.id, network])).values()];
  const byName = distinct.filter(({ id }) => !Object.hasOwn(given, id));
  const isShared = ({ id, name }: ProbedNetwork): boolean =>
    byName.some((other) => other.name === name && other.id !== id);
  const named = byName.filter(({ name }) => Object.hasOwn(given, name));
  const found = [
    ...distinct.filter(({ id }) => Object.hasOwn(given, id)).map(({ id }) => [id, given[id] ?? ''] as const),
    ...named.filter((one) => !isShared(one)).map(({ id, name }) => [id, given[name] ?? ''] as const),
  ];
  return {
    namespaces: new Map(found),
    missing: byName
      .filter((one) => !named.includes(one))
      .map(({ id, name }) => name || id)
      .toSorted(),
    ambiguous: named
      .filter(isShared)
      .map(({ id, name }) => `${name} (${id})`)
      .toSorted(),
  };
}
