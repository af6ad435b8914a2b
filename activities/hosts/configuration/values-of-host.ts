import type { ClusterDefinition } from '../../../model/cluster';
import type { CephFacts } from '../../../model/host/facts';
import type { Vars } from '../../../model/host-choices';
import { failure } from '../../toolbox/failure';
import { groupsOf } from './files-of-host';

/** What a template can ask for, by the word in its braces; a secret is read when one asks for it. */
export type Values = Readonly<Record<string, () => Promise<string>>>;

/** Where values come from that a definition does not hold. */
interface Sources {
  /** Gives what stands behind a reference. */
  readonly readSecret: (ref: ClusterDefinition['configuration']['secrets'][string]) => Promise<string>;
  readonly readCeph: () => Promise<CephFacts>;
}

const CEPH = ['pool', 'user', 'secretUuid', 'fsid', 'monHost', 'auth'] as const;

/** The values for the templates of one host. */
export function valuesOfHost(
  { name, machines, configuration }: ClusterDefinition,
  host: string,
  { readSecret, readCeph }: Sources,
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
    ...CEPH.map((key) => [`ceph.${key}`, async () => told(host, key, await readCeph())] as const),
    ['ceph.login', async () => loginOf(await readCeph())] as const,
    ...Object.entries(secrets).map(([key, ref]) => [`secrets.${key}`, () => readSecret(ref)] as const),
  ]);
}

/** What nova.conf has to say of Ceph's authentication, in its section `libvirt`: nothing where that is off. */
function loginOf({ auth, user, secretUuid }: CephFacts): string {
  const lines = [
    ...(user === '' ? [] : [`rbd_user = ${user}`]),
    ...(secretUuid === '' ? [] : [`rbd_secret_uuid = ${secretUuid}`]),
  ];
  return auth === 'none' ? '' : lines.join('\n');
}

function told(host: string, key: (typeof CEPH)[number], facts: CephFacts): string {
  if (facts[key] !== '') return facts[key];
  throw failure('InvalidDefinition', `neither nova.conf nor ${facts.conf} on ${host} says {{ceph.${key}}}.`);
}
