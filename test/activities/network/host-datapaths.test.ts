import { standIn } from '../../../activities/network/target/agent-rows';
import { boundPort, withDetails } from '../../../activities/network/compare/compared-ports';
import { differencesOf } from '../../../activities/network/compare/differences';
import { boundDatapath, datapathOfHosts, UNASKED } from '../../../activities/network/source/host-datapaths';
import { askForPlugs } from '../../../activities/network/read-plugs';
import type { LibertyRows } from '../../../activities/network/source/read-liberty';
import type { Switch } from '../../../model/network/switch';
import { LIBERTY_NEUTRON } from '../../../releases/liberty-to-stein/neutron';
import { LAB_DEFINITION } from '../../support/lab-definition';

const NOTHING = Object.fromEntries(Object.keys(LIBERTY_NEUTRON).map((kind) => [kind, []])) as unknown as LibertyRows;
const HOSTS = ['compute3', 'compute1', 'compute2', 'compute4', 'bare'];
const DEFINITION = { ...LAB_DEFINITION, hypervisors: HOSTS };

function switchWith(datapathType: string, name = 'br-int'): Switch {
  const rest = { protocols: [], failMode: '', controllers: [], ports: [] } as const;
  return { bridges: [{ name, datapathType, ...rest }], managers: [] };
}

const DATAPATHS: Readonly<Record<string, Switch>> = {
  compute1: switchWith('netdev'),
  compute2: switchWith(''),
  compute3: switchWith('netdev'),
  compute4: switchWith('netdev', 'br-ex'),
};

test('every hypervisor with ports or with an agent is asked; those whose br-int is not in the kernel are noted', async () => {
  const rows: LibertyRows = {
    ...NOTHING,
    agents: ['compute1', 'compute2', 'compute4', 'network1'].map((host) => ({ host })),
    ports: [{ id: 'p', host: 'compute3', vif_details: '' }],
  };
  const asked: string[] = [];
  const found = await askForPlugs(DEFINITION, rows, async (host) => {
    asked.push(host);
    return DATAPATHS[host] ?? switchWith('dummy');
  });
  expect(asked.sort()).toEqual(['compute1', 'compute2', 'compute3', 'compute4']);
  expect(found).toEqual({
    asked: 4,
    found: 0,
    plugs: { taps: [], bridges: [], datapaths: { netdev: ['compute1', 'compute3'] } },
  });
  const datapathOf = datapathOfHosts(found.plugs, HOSTS);
  expect([...HOSTS, 'network1'].map(datapathOf)).toEqual(['netdev', 'netdev', 'system', 'system', 'system', undefined]);
});

test('where an older release has asked, no datapath is known', () => {
  expect(HOSTS.map(datapathOfHosts({ taps: [], bridges: [] }, HOSTS))).toEqual(HOSTS.map(() => undefined));
});

function configurations(told: object, datapath: string | undefined) {
  const row = { id: 'a', host: 'compute1', admin_state_up: 1, configurations: JSON.stringify(told) };
  return standIn(row, DEFINITION, () => datapath).configurations;
}

test("a stand-in tells its host's own datapath, and what the old agent tells of the rest", () => {
  const old = { tunnel_types: ['vxlan'], devices: 3, datapath_type: 'system' };
  expect(configurations(old, 'netdev')).toMatchObject({ tunnel_types: ['vxlan'], devices: 3, datapath_type: 'netdev' });
  expect(configurations({}, 'system')).toMatchObject({ datapath_type: 'system' });
  expect(configurations({}, undefined)).not.toHaveProperty('datapath_type');
  expect(configurations(old, undefined)).toMatchObject({ datapath_type: 'system' });
});

test.each([
  [{ iface_types: ['tap', 'dpdkvhostuser', 'dpdkvhostuserclient', 'vxlan'] }, { iface_types: ['tap', 'vxlan'] }],
  [
    { iface_types: [], datapath_types: ['netdev'] },
    { iface_types: [], datapath_types: ['netdev'] },
  ],
  [{ datapath_types: ['netdev'] }, { datapath_types: ['netdev'] }],
  [null, null],
])('what a switch could do, %j, does not make ML2 bind by vhost-user', (told, kept) => {
  expect(configurations({ ovs_capabilities: told }, 'netdev')['ovs_capabilities']).toEqual(kept);
});

const PORT = { id: 'p', 'binding:host_id': 'compute1' };

function differences(told: string | undefined, datapath: string | undefined, host = 'compute1') {
  const details = { ovs_hybrid_plug: false, ...(told === undefined ? {} : { datapath_type: told }) };
  const now = { ...PORT, 'binding:host_id': host, 'binding:vif_type': 'ovs', 'binding:vif_details': details };
  const old = boundPort({ kind: 'own', port: { ...PORT, 'binding:host_id': host } }, new Set(), () => datapath);
  return differencesOf('port', [old], [withDetails(now)]);
}

test("a binding that tells another datapath than its host's switch has is a difference", () => {
  expect(differences('system', 'netdev')).toEqual([
    { kind: 'port', id: 'p', field: 'binding:vif_details.datapath_type', source: 'netdev', target: 'system' },
  ]);
  expect(differences(undefined, 'netdev')).toHaveLength(1);
  expect(differences('netdev', 'system')).toHaveLength(1);
});

test('none where they are the same, where the host was not asked, and where nothing is bound', () => {
  expect(differences('netdev', 'netdev')).toEqual([]);
  expect(differences(undefined, 'system')).toEqual([]);
  expect(differences('system', undefined)).toEqual([]);
  expect(boundPort({ kind: 'interface', port: PORT }, new Set(), () => 'netdev')).toEqual(PORT);
  expect(UNASKED('compute1')).toBeUndefined();
});

test.each([undefined, null, {}, { datapath_type: null }, { datapath_type: '' }])(
  'details %j mean the kernel',
  (details) => {
    expect(boundDatapath({ id: 'p', ...(details === undefined ? {} : { 'binding:vif_details': details }) })).toBe(
      'system',
    );
  },
);
