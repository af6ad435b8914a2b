import { setTimeout as sleep } from 'node:timers/promises';
import { openSession } from '../../activities/toolbox/open-session';
import { readDefinition } from '../../config/read-definition';
import { listComputeServices } from '../../connectors/openstack/compute-api';
import type { Session } from '../../connectors/openstack/session';
import type { LabHost } from '../hosts/host';
import { PROJECTS, VMS, type LabVm } from '../inventory';
import { logIn, type Tenant } from './tenant';

const NAME = 'newcomer';
const POLL_MS = 500;
const ACTIVE_WITHIN_MS = 120_000;

/** What a tenant has seen of the new cluster while hypervisors were still to come. */
export interface Newcomer {
  /** Hypervisors that were still to come when the new VM ran. */
  readonly toCome: readonly string[];
  /** Where the new VM runs. */
  readonly host: string;
  /** Why it has no lease; '' when it has one. */
  readonly lease: string;
  readonly locked: {
    readonly vm: string;
    readonly host: string;
    /** What Nova answered to a tenant who wanted to stop it. */
    readonly status: number;
    readonly message: string;
  };
}

interface Listed {
  readonly id: string;
}

/**
 * As a tenant does, by the public API: makes a new VM as soon as the first hypervisor takes one, renews its lease from inside, and tries to
 * stop a VM on a hypervisor whose turn is to come.
 */
export async function makeNewcomer(
  cluster: string,
  computes: readonly LabHost[],
  signal: AbortSignal,
): Promise<Newcomer> {
  const session = await openSession(await readDefinition(cluster));
  await until(async () => (await hostsBy(session, 'enabled')).length > 0, signal);
  const owner = PROJECTS[0]?.name ?? '';
  const tenant = await logIn(owner);
  const locked = await tryToStop(tenant, await hostsBy(session, 'disabled'));
  const id = await create(tenant);
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(ACTIVE_WITHIN_MS)]);
  await until(async () => (await read(tenant, id)).status !== 'BUILD', deadline);
  const { status, fault } = await read(tenant, id);
  if (status !== 'ACTIVE') throw new Error(`The new VM is ${status}: ${fault?.message ?? 'Nova does not say why'}`);
  const toCome = await hostsBy(session, 'disabled');
  const { server } = (await session.call('compute', 'GET', `/servers/${id}`)).body as {
    server: { 'OS-EXT-SRV-ATTR:host': string };
  };
  const host = server['OS-EXT-SRV-ATTR:host'];
  const on = computes.find(({ machine }) => machine.name === host);
  const renewed = await on?.run(`lab-renew ${NAME}`, { accept: 'any' });
  const lease = renewed?.exitCode === 0 ? '' : `${renewed?.stdout ?? ''}${renewed?.stderr ?? ''}`.trim() || 'no answer';
  return { toCome, host, lease, locked };
}

async function hostsBy(session: Session, wanted: 'enabled' | 'disabled'): Promise<readonly string[]> {
  const services = await listComputeServices(session);
  return services
    .filter(({ binary, status }) => binary === 'nova-compute' && status === wanted)
    .map(({ host }) => host);
}

async function tryToStop(tenant: Tenant, hosts: readonly string[]): Promise<Newcomer['locked']> {
  const vm = VMS.find(({ host }, i) => hosts.includes(host) && isOwn(i));
  if (vm === undefined) throw new Error(`No VM of the tenant is on ${hosts.join(', ')}`);
  const { status, body } = await tenant.ask('POST', `/servers/${vm.uuid}/action`, { 'os-stop': null });
  const [fault] = Object.values((body ?? {}) as Readonly<Record<string, { readonly message?: string }>>);
  return { vm: vm.name, host: vm.host, status, message: fault?.message ?? '' };
}

/** VMs belong to the tenants in turn. */
function isOwn(index: number): boolean {
  return index % PROJECTS.length === 0;
}

async function create(tenant: Tenant): Promise<string> {
  const { flavors } = await tenant.call<{ flavors: readonly Listed[] }>('GET', '/flavors');
  const { images } = await tenant.call<{ images: readonly Listed[] }>('GET', '/images');
  const network = (VMS[0] as LabVm).network.id;
  const { server } = await tenant.call<{ server: Listed }>('POST', '/servers', {
    server: { name: NAME, flavorRef: flavors[0]?.id, imageRef: images[0]?.id, networks: [{ uuid: network }] },
  });
  return server.id;
}

async function read(
  tenant: Tenant,
  id: string,
): Promise<{ readonly status: string; readonly fault?: { readonly message: string } }> {
  return (await tenant.call<{ server: { status: string; fault?: { message: string } } }>('GET', `/servers/${id}`))
    .server;
}

async function until(isSo: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (!(await isSo().catch(() => false))) await sleep(POLL_MS, undefined, { signal });
}

/** Why what the tenant has seen is not as it should be; empty where it is. */
export function judgeNewcomer({ toCome, lease, locked }: Newcomer): readonly string[] {
  return [
    ...(toCome.length > 0 ? [] : ['the new VM ran only when no hypervisor was to come any more']),
    ...(lease === '' ? [] : [`the new VM has no lease: ${lease}`]),
    ...(locked.status === 409 && locked.message.includes('locked')
      ? []
      : [`${locked.vm} on ${locked.host}, yet to come, is not locked: ${locked.status} ${locked.message}`]),
  ];
}

/** The same in two lines for whoever watches. */
export function describeNewcomer({ toCome, host, locked }: Newcomer): string {
  return `a new VM runs on ${host} and has a lease, while ${toCome.join(', ')} are still to come
${locked.vm} on ${locked.host} is locked until then: ${locked.status} ${locked.message}`;
}
