import type { HostView } from '../../../activities/guests/host-view';
import type { Domain, GuestRow } from '../../../model/guest';

/** A guest that runs, of the instance `one`. */
export const DOMAIN: Domain = {
  uuid: 'one',
  name: 'instance-00000001',
  state: 'running',
  life: '100@7',
  nics: [{ mac: 'fa:16:3e:00:00:01', tap: 'tap1', bridge: 'br-int' }],
  definition: 'd1',
};

export const ROW: GuestRow = {
  uuid: 'one',
  name: 'web',
  host: 'compute1',
  node: 'compute1',
  vmState: 'active',
  taskState: '',
  powerState: 1,
};

/** A hypervisor on which all three say the same. */
export const VIEW: HostView = {
  host: 'compute1',
  ownName: 'compute1',
  libvirt: { hostname: 'compute1', domains: [DOMAIN] },
  nodes: ['compute1'],
  rows: [ROW],
  evacuated: [],
  ports: [{ id: 'p1', instance: 'one', mac: 'FA:16:3E:00:00:01' }],
};

export function viewOf(domain: Partial<Domain>, row: Partial<GuestRow>): HostView {
  return {
    ...VIEW,
    libvirt: { hostname: 'compute1', domains: [{ ...DOMAIN, ...domain }] },
    rows: [{ ...ROW, ...row }],
  };
}
