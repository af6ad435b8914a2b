import { toSwitch } from '../../../connectors/openvswitch/read-switch';
import { parseTables } from '../../../connectors/openvswitch/rows';

/** Five documents as ovs-vsctl 2.15 prints them. */
const OUTPUT = [
  {
    headings: ['name', 'datapath_type', 'protocols', 'fail_mode', 'controller', 'ports'],
    data: [
      [
        'br-int',
        'netdev',
        'OpenFlow10',
        'secure',
        ['set', []],
        [
          'set',
          [
            ['uuid', 'p1'],
            ['uuid', 'p2'],
          ],
        ],
      ],
      ['br-vlan', '', ['set', ['OpenFlow10', 'OpenFlow14']], ['set', []], ['uuid', 'c1'], ['uuid', 'p3']],
    ],
  },
  {
    headings: ['_uuid', 'name', 'tag', 'other_config', 'interfaces'],
    data: [
      [
        ['uuid', 'p1'],
        'tap1',
        2,
        [
          'map',
          [
            ['net_uuid', 'n1'],
            ['segmentation_id', '100'],
          ],
        ],
        ['uuid', 'i1'],
      ],
      [['uuid', 'p2'], 'int-br-vlan', ['set', []], ['map', []], ['uuid', 'i2']],
      [['uuid', 'p3'], 'gone', ['set', []], ['map', []], ['uuid', 'i3']],
    ],
  },
  {
    headings: ['_uuid', 'type', 'ofport', 'external_ids', 'options'],
    data: [
      [['uuid', 'i1'], '', 3, ['map', [['iface-id', 'port1']]], ['map', []]],
      [['uuid', 'i2'], 'patch', 1, ['map', []], ['map', [['peer', 'phy-br-vlan']]]],
      [['uuid', 'i3'], '', -1, ['map', []], ['map', []]],
    ],
  },
  { headings: ['_uuid', 'target'], data: [[['uuid', 'c1'], 'tcp:127.0.0.1:6633']] },
  { headings: ['target'], data: [['ptcp:6640:127.0.0.1']] },
];

it('joins the tables of OVSDB', () => {
  const found = toSwitch(parseTables(`${OUTPUT.map((table) => JSON.stringify(table)).join('\n')}\n`));
  expect(found.managers).toEqual(['ptcp:6640:127.0.0.1']);
  const [integration, physical] = found.bridges;
  expect(integration).toMatchObject({ name: 'br-int', protocols: ['OpenFlow10'], failMode: 'secure', controllers: [] });
  expect(physical).toMatchObject({
    name: 'br-vlan',
    protocols: ['OpenFlow10', 'OpenFlow14'],
    failMode: '',
    controllers: ['tcp:127.0.0.1:6633'],
  });
  expect(integration?.ports).toEqual([
    {
      name: 'tap1',
      tag: 2,
      otherConfig: { net_uuid: 'n1', segmentation_id: '100' },
      ofport: 3,
      type: '',
      externalIds: { 'iface-id': 'port1' },
      options: {},
    },
    {
      name: 'int-br-vlan',
      tag: null,
      otherConfig: {},
      ofport: 1,
      type: 'patch',
      externalIds: {},
      options: { peer: 'phy-br-vlan' },
    },
  ]);
  expect(physical?.ports[0]?.ofport).toBeNull();
});
