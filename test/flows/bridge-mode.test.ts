import { bridgeChanges, neededProtocols } from '../../flows/bridge-mode';
import type { Bridge } from '../../model/network/switch';
import { libertySwitch } from './switches';

const CONTROLLER = 'tcp:127.0.0.1:6633';
const ORDER = ['br-vlan', 'br-int'];
const found = libertySwitch([]);

function changed(name: string, change: Partial<Bridge>) {
  return {
    ...found,
    bridges: found.bridges.map((bridge) => (bridge.name === name ? { ...bridge, ...change } : bridge)),
  };
}

it('changes bridges without a controller, in the order given', () => {
  expect(bridgeChanges(found, ORDER, CONTROLLER)).toEqual(
    ORDER.map((bridge) => ({
      bridge,
      protocols: ['OpenFlow10', 'OpenFlow13', 'OpenFlow14'],
      controller: CONTROLLER,
      failMode: 'secure',
    })),
  );
});

it('leaves a bridge alone that has been through it', () => {
  const through = changed('br-vlan', { controllers: [CONTROLLER], failMode: 'secure' });
  expect(bridgeChanges(through, ORDER, CONTROLLER).map(({ bridge }) => bridge)).toEqual(['br-int']);
});

it('asks for no more OpenFlow versions than are missing', () => {
  const all = ['OpenFlow10', 'OpenFlow13', 'OpenFlow14', 'OpenFlow15'];
  expect(neededProtocols({ ...found.bridges[0], protocols: all } as Bridge)).toBe(all);
});
