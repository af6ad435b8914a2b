/** The services that we talk to: the types under which a catalogue lists them, and the path that its address lacks. */
export const SERVICES = {
  identity: { types: ['identity'], path: '/v3' },
  compute: { types: ['compute'], path: '' },
  network: { types: ['network'], path: '/v2.0' },
  volume: { types: ['volumev3', 'block-storage', 'block-store'], path: '' },
  image: { types: ['image'], path: '/v2' },
  placement: { types: ['placement'], path: '' },
} as const satisfies Record<string, { readonly types: readonly string[]; readonly path: string }>;

export type ServiceName = keyof typeof SERVICES;

/** A Keystone catalogue as far as we read it. */
export type Catalogue = readonly {
  readonly type: string;
  readonly endpoints: readonly { readonly interface: string; readonly region: string; readonly url: string }[];
}[];

/** The preference among a service's interfaces: tenants' entrance is closed while we work. */
const INTERFACES = ['internal', 'admin', 'public'];

/** The address of a service in a region, without a trailing slash; undefined when the catalogue has none. */
export function endpointOf(catalogue: Catalogue, service: ServiceName, region: string): string | undefined {
  const { types, path } = SERVICES[service];
  const endpoints = types
    .flatMap((type) => catalogue.filter((entry) => entry.type === type))
    .flatMap((entry) => entry.endpoints)
    .filter((endpoint) => endpoint.region === region);
  for (const name of INTERFACES) {
    const url = endpoints.find((endpoint) => endpoint.interface === name)?.url.replace(/\/+$/, '');
    if (url !== undefined) return url.endsWith(path) ? url : url + path;
  }
  return undefined;
}
