import { listComputeServices } from '../../connectors/openstack/compute-api';
import { listImages } from '../../connectors/openstack/image-api';
import { NetworkApi } from '../../connectors/openstack/network-api';
import { listResourceProviders } from '../../connectors/openstack/placement-api';
import type { Session } from '../../connectors/openstack/session';
import { listVolumeServices } from '../../connectors/openstack/volume-api';

/** Control services report themselves to Nova and Cinder; hypervisors are another phase's matter. */
const HYPERVISOR = 'nova-compute';

/** What of the new control plane does not answer or is down, one sentence each; empty when all is well. */
export async function troublesOf(session: Session): Promise<string[]> {
  const questions: Readonly<Record<string, () => Promise<readonly string[]>>> = {
    compute: async () => {
      const services = await listComputeServices(session);
      const control = services.filter(({ binary }) => binary !== HYPERVISOR);
      return [...downOf(control), ...lacking(control, ['nova-conductor', 'nova-scheduler'])];
    },
    volume: async () => {
      const services = await listVolumeServices(session);
      return [...downOf(services), ...lacking(services, ['cinder-scheduler', 'cinder-volume'])];
    },
    network: async () => ((await new NetworkApi(session).extensions()).size > 0 ? [] : ['no extensions']),
    image: async () => ((await listImages(session, 1)) ? [] : []),
    placement: async () => ((await listResourceProviders(session)) ? [] : []),
  };
  const answers = await Promise.all(
    Object.entries(questions).map(async ([service, ask]) => {
      try {
        return (await ask()).map((trouble) => `${service}: ${trouble}`);
      } catch (error) {
        return [`${service}: ${error instanceof Error ? error.message : String(error)}`];
      }
    }),
  );
  return answers.flat();
}

interface Service {
  readonly binary: string;
  readonly host: string;
  readonly status: string;
  readonly state: string;
}

function downOf(services: readonly Service[]): string[] {
  const down = services.filter(({ status, state }) => status === 'enabled' && state === 'down');
  return down.map(({ binary, host }) => `${binary} on ${host} is down`);
}

function lacking(services: readonly Service[], binaries: readonly string[]): string[] {
  return binaries
    .filter((binary) => !services.some((service) => service.binary === binary && service.state === 'up'))
    .map((binary) => `no ${binary} is up`);
}
