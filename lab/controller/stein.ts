import type { ServiceName } from '../../connectors/openstack/catalogue';
import type { Session } from '../../connectors/openstack/session';

/** One read of each Stein API, for which it needs its database, and Keystone to check the token. */
const READS: Readonly<Partial<Record<ServiceName, string>>> = {
  placement: '/resource_providers',
  image: '/images?limit=1',
  network: '/networks?limit=1',
  compute: '/servers?limit=1',
  volume: '/volumes?limit=1',
};

const WORKERS: readonly (readonly [service: ServiceName, names: readonly string[]])[] = [
  ['compute', ['nova-conductor', 'nova-scheduler']],
  ['volume', ['cinder-scheduler', 'cinder-volume']],
];

/** Throws unless every Stein API answers and every service behind them reports as up. */
export async function checkStein(session: Session): Promise<void> {
  for (const [service, path] of Object.entries(READS)) await session.call(service as ServiceName, 'GET', path);
  for (const [service, names] of WORKERS) {
    const { body } = await session.call(service, 'GET', '/os-services');
    const { services } = body as { services: readonly { readonly binary: string; readonly state: string }[] };
    const up = new Set(services.filter(({ state }) => state === 'up').map(({ binary }) => binary));
    const missing = names.filter((name) => !up.has(name));
    if (missing.length > 0) throw new Error(`${missing.join(', ')} not up`);
  }
}
