import { targetQuery } from '../../../support/databases';
import { openSession } from '../../../../activities/toolbox/open-session';
import { NetworkApi } from '../../../../connectors/openstack/network-api';
import { readSwitch } from '../../../../connectors/openvswitch/read-switch';
import { VMS, type LabVm } from '../../../../lab/inventory';
import { findBridge, vmPorts } from '../../../../model/network/switch';
import { eventually } from '../../../support/eventually';
import { host, HOST } from './host';

/** Why the host is held while `off` is in force; afterwards it is found ready, was not touched, and has lost nothing. */
async function heldWhile(off: () => Promise<unknown>, on: () => Promise<unknown>): Promise<string> {
  const before = await host.look();
  const since = await host.clock();
  await off();
  try {
    return (await host.step('verifyHostReady')).hold?.join('; ') ?? '';
  } finally {
    await on();
    await eventually(async () => expect((await host.step('verifyHostReady')).hold).toBeUndefined(), {
      timeoutMs: 60_000,
      everyMs: 1_000,
    });
    expect(await host.look()).toEqual(before);
    expect(await host.longestRun(since)).toBeLessThan(2);
  }
}

/** The same while a service of the controller is stopped. */
async function heldWithout(unit: string): Promise<string> {
  const controller = await host.lab.machine('controller');
  const change = (verb: string) => () => controller.run(['systemctl', verb, unit], { quietMs: 120_000 });
  return heldWhile(change('stop'), change('start'));
}

/** Rows of the new databases that do not fit the host. */
const WRONG_ROWS = [
  [
    'a binding failed',
    'neutron',
    'ml2_port_bindings',
    'vif_type',
    'binding_failed',
    'port_id',
    /has binding:vif_type binding_failed instead of ovs/,
  ],
  [
    'a port is bound elsewhere',
    'neutron',
    'ml2_port_bindings',
    'host',
    'elsewhere',
    'port_id',
    /has binding:host_id elsewhere instead of compute3/,
  ],
  [
    'Nova has an instance elsewhere',
    'nova',
    'instances',
    'host',
    'elsewhere',
    'uuid',
    /the new Nova has no instance \S+ on compute3/,
  ],
] as const;

function wrongRowTests(names: readonly (typeof WRONG_ROWS)[number][0][]): void {
  test.each(WRONG_ROWS.filter(([name]) => names.includes(name)))(
    'a host is held, untouched, while %s',
    async (_, database, table, column, wrong, key, reason) => {
      const { definition } = host;
      const query = targetQuery(definition);
      const vm = VMS.find((one) => one.host === HOST) as LabVm;
      const place = `${definition.target.databases[database]}.${table}`;
      const id = key === 'uuid' ? vm.uuid : vm.portId;
      const right = String((await query(`SELECT ${column} FROM ${place} WHERE ${key} = ?`, [id]))[0]?.[column]);
      const set = (value: string) => () => query(`UPDATE ${place} SET ${column} = ? WHERE ${key} = ?`, [value, id]);
      await expect(heldWhile(set(wrong), set(right))).resolves.toMatch(reason);
    },
  );
}

export function heldTests(): void {
  test('a host is held, untouched, while Neutron knows a port otherwise than it is plugged', async () => {
    const machine = await host.lab.machine(HOST);
    const [port] = vmPorts(findBridge(await readSwitch(machine), 'br-int'));
    const mac = port?.externalIds['attached-mac'] ?? '';
    const set = (value: string) =>
      machine.run(['ovs-vsctl', 'set', 'Interface', port?.name ?? '', `external_ids:attached-mac="${value}"`]);
    const held = heldWhile(
      () => set('fa:16:3e:ff:ff:ff'),
      () => set(mac),
    );
    await expect(held).resolves.toContain(`has mac_address ${mac} instead of fa:16:3e:ff:ff:ff`);
  });

  wrongRowTests(['a binding failed']);

  test('a host is held while a running VM is not plugged, but for one that the new Nova knows to be off', async () => {
    const { definition } = host;
    const query = targetQuery(definition);
    const vm = VMS.find((one) => one.host === HOST) as LabVm;
    const instances = `${definition.target.databases.nova}.instances`;
    const api = new NetworkApi(await openSession(definition));
    // Neutron binds no port where it takes the agent for dead: what stands in for it is renewed
    await host.step('ensureAgentRows', {}, 'network/neutron/agents');
    const { id } = await api.create('port', {
      ...{ network_id: vm.network.id, device_id: vm.uuid, device_owner: 'compute:nova', 'binding:host_id': HOST },
    });
    try {
      const reason = `port ${id} of the running VM ${vm.uuid} is not plugged`;
      await expect(host.step('verifyHostReady')).resolves.toMatchObject({ hold: [expect.stringContaining(reason)] });
      await query(`UPDATE ${instances} SET power_state = 4 WHERE uuid = ?`, [vm.uuid]);
      expect((await host.step('verifyHostReady')).hold).toBeUndefined();
    } finally {
      await query(`UPDATE ${instances} SET power_state = NULL WHERE uuid = ?`, [vm.uuid]);
      await api.remove('port', id);
    }
  });

  test("a host is held while Neutron's API does not answer", async () => {
    await expect(heldWithout('stein-neutron-server')).resolves.toContain('/v2.0/ports');
  });

  test('a host is held while any of the agent’s files lets it drop all flows as it starts', async () => {
    const machine = await host.lab.machine(HOST);
    const file = '/etc/neutron/conf.d/neutron-openvswitch-agent/site.conf';
    await expect(
      heldWhile(
        () => machine.writeFile(file, '[agent]\ndrop_flows_on_start = true\n'),
        () => machine.run(['rm', file]),
      ),
    ).resolves.toContain('drop_flows_on_start is set');
  });

  test('a host is held while a unit could unplug its VMs', async () => {
    const machine = await host.lab.machine(HOST);
    const change = (verb: string) => () => machine.run(['systemctl', verb, '--quiet', 'neutron-ovs-cleanup.service']);
    await expect(heldWhile(change('unmask'), change('mask'))).resolves.toContain(
      'neutron-ovs-cleanup.service is not masked',
    );
  });
}

/** Other rows, and outages of what takes long to start again. */
export function longHeldTests(): void {
  wrongRowTests(['a port is bound elsewhere', 'Nova has an instance elsewhere']);

  test.each([
    ['RabbitMQ', 'rabbitmq-server', 'RabbitMQ does not answer: 10.77.0.2:5672'],
    ['MariaDB', 'mariadb', 'stackleap@10.77.0.2:3306 does not answer'],
  ])('a host is held while %s does not answer', async (_, unit, reason) => {
    await expect(heldWithout(unit)).resolves.toContain(reason);
  });
}
