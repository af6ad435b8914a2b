import { heldPorts } from '../../flows/held-ports';
import type { Switch } from '../../model/switch';
import { libertySwitch } from './switches';

const found = libertySwitch([{ id: 'n', tag: 3, physicalNetwork: 'physnet1', segment: 100, ports: 2 }]);
const inKernel: Switch = {
  ...found,
  bridges: found.bridges.map((bridge) => ({
    ...bridge,
    datapathType: 'system',
    ports: bridge.ports.map((port) => (port.name === 'uplink' ? { ...port, devices: ['eth0', 'eth1'] } : port)),
  })),
};

it("holds what guests and the wire bring on the kernel's datapath, every member of a bond, and no patch", () => {
  expect(heldPorts(inKernel, ['br-vlan', 'br-int'])).toEqual(['eth0', 'eth1', 'tap-n-0', 'tap-n-1']);
});

it('holds nothing in userspace, nor on a bridge that is not there', () => {
  expect(heldPorts(found, ['br-vlan', 'br-int'])).toEqual([]);
  expect(heldPorts(inKernel, ['br-none'])).toEqual([]);
});
