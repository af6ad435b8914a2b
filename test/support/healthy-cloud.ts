import type { Answer } from './fake-openstack';

function up(binary: string, host = 'controller') {
  return { binary, host, status: 'enabled', state: 'up' };
}

/** A port of a VM, without id and state. */
export const PORT = { admin_state_up: true, device_id: 'vm-1' };

/** What the APIs of a cloud answer in which all is well with compute1, by the part of the path after the last version. */
export function healthyCloud(): Record<string, Answer> {
  const nova = ['nova-conductor', 'nova-scheduler'].map((binary) => up(binary));
  const volumes = ['cinder-scheduler', 'cinder-volume'].map((binary) => up(binary));
  return {
    // both at one address: Nova's and Cinder's
    '/os-services': { status: 200, body: { services: [...nova, ...volumes, up('nova-compute', 'compute1')] } },
    '/agents': { status: 200, body: { agents: [{ id: 'a', alive: true }] } },
    '/ports': { status: 200, body: { ports: [{ ...PORT, id: 'port-1', status: 'ACTIVE' }] } },
    '/extensions': { status: 200, body: { extensions: [{ alias: 'agent' }] } },
    '/images': { status: 200, body: { images: [{ id: 'image' }] } },
    '/resource_providers': { status: 200, body: { resource_providers: [{ uuid: 'p' }] } },
  };
}
