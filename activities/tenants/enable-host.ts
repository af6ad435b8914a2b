import { table } from '../../connectors/mysql/table';
import { setComputeService } from '../../connectors/openstack/compute-api';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import { NETWORK_SERVICES, type NetworkService } from '../../model/network-services';
import type { Access } from '../toolbox/access';
import { ComputeService, NOT_YET, NOVA_COMPUTE, type ServiceRow } from './compute-service';

/** The steps that hand a service over, of which a plan has one. */
function stepsOf(service: NetworkService): readonly string[] {
  return [`open/services/${service}`, `agents/services/${service}`];
}

/** Network services of the definition that are not handed over yet: a new VM would have none of them. */
export async function servicesToCome(
  { name, network }: Pick<ClusterDefinition, 'name' | 'network'>,
  ledger: Ledger,
): Promise<readonly NetworkService[]> {
  const given = NETWORK_SERVICES.filter((service) => network.services[service] !== null);
  const done = await ledger.readDoneOf(name, given.flatMap(stepsOf));
  return given.filter((service) => !stepsOf(service).some((step) => done.has(step)));
}

/** Hosts whose nova-computes this upgrade keeps from new VMs. */
export async function hostsDisabledByUs({
  definition,
  target,
}: Pick<Access, 'definition' | 'target'>): Promise<ReadonlySet<string>> {
  const services = table<ServiceRow>(definition.target.databases.nova, 'services');
  const rows = await target.rows<Pick<ServiceRow, 'host'>>(
    services.where({ deleted: 0, binary: NOVA_COMPUTE, disabled_reason: NOT_YET }).select('host'),
  );
  return new Set(rows.map(({ host }) => host));
}

/** Enables a nova-compute that this upgrade has disabled; one that an operator had disabled in the old Nova keeps that, and why. */
export async function enableHost({ definition, session, source }: Access, host: string): Promise<string> {
  const before = await new ComputeService(source, definition.source.databases.nova, host).read();
  if (before?.disabled !== 1) {
    await setComputeService(session, host, { status: 'enabled' });
    return `${host}: nova-compute takes new VMs.`;
  }
  const reason = before.disabled_reason ?? 'disabled before the upgrade';
  await setComputeService(session, host, { status: 'disabled', disabled_reason: reason });
  return `${host}: nova-compute stays disabled, as it was before: ${reason}.`;
}
