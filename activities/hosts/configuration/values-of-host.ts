import type { ClusterDefinition } from '../../../model/cluster';
import type { Vars } from '../../../model/host-choices';
import { groupsOf } from './files-of-host';

/** What a template can ask for, by the word in its braces; a secret is read when one asks for it. */
export type Values = Readonly<Record<string, () => Promise<string>>>;

/** The values for the templates of one host. `readSecret` gives what stands behind a reference. */
export function valuesOfHost(
  { name, machines, configuration }: ClusterDefinition,
  host: string,
  readSecret: (ref: ClusterDefinition['configuration']['secrets'][string]) => Promise<string>,
): Values {
  const { vars, groups, hosts, secrets } = configuration;
  const all: Vars = {
    ...vars,
    ...Object.assign({}, ...groupsOf(configuration, host).map((group) => groups[group]?.vars)),
    ...hosts[host],
  };
  const address = machines.find((machine) => machine.name === host)?.address ?? '';
  const plain: readonly (readonly [string, string])[] = [
    ['host', host],
    ['address', address],
    ['cluster', name],
    ...Object.entries(all).map(([key, value]) => [`vars.${key}`, String(value)] as const),
  ];
  return Object.fromEntries([
    ...plain.map(([key, value]) => [key, () => Promise.resolve(value)] as const),
    ...Object.entries(secrets).map(([key, ref]) => [`secrets.${key}`, () => readSecret(ref)] as const),
  ]);
}
