import type { ClusterDefinition } from '../../model/cluster';
import { NETWORK_SERVICES } from '../../model/network-services';
import type { HostConfiguration } from '../../model/pair/configuration';

/** The files that steps read from a cluster's folder, by their path in it: templates, `.repo` files and public keys. Secrets are elsewhere. */
export function filesOfDefinition(
  { network, configuration, packages }: ClusterDefinition,
  { files, services }: Pick<HostConfiguration, 'files' | 'services'>,
): readonly string[] {
  const carried = NETWORK_SERVICES.filter((service) => network.services[service] !== null);
  const rendered = [...files, ...carried.flatMap((service) => services[service]), ...configuration.files];
  return [
    ...new Set([
      ...rendered.map(({ template }) => `templates/${template}`),
      ...(packages.repositories.files ?? []),
      ...(packages.keys ?? []),
    ]),
  ];
}
