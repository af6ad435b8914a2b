import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { domainName } from '../../../lab/compute/guests';
import type { Instance } from '../../../lab/generator/cluster/instances';
import { RealHost } from './real-host';

const STRANGE = `<domain type='qemu'><name>operators-own</name><memory unit='MiB'>16</memory><os><type>hvm</type></os></domain>`;

/** What ends real guests when a nova-compute starts, and what keeps it from that; on the upgraded lab, nova-compute stopped. */
export function hazardTests(): void {
  let real: RealHost;
  let guest: Instance;
  let before: Awaited<ReturnType<RealHost['domain']>>;

  beforeAll(async () => {
    real = await RealHost.open();
    guest = real.guests[1] as Instance;
    await real.stopCompute();
  });
  afterAll(async () => {
    await real.startCompute();
    await real.close();
  });
  beforeEach(async () => {
    real.forget();
    before = await real.domain(guest);
  });
  afterEach(async () => assert.deepStrictEqual(await real.domain(guest), before));

  test('nothing is in the way of a host that is as the upgrade left it', async () => {
    await expect(real.held()).resolves.toBe('');
  });

  describe('a row that says stopped while its guest runs', () => {
    beforeEach(() => real.row(guest, { vm_state: 'stopped', power_state: 4 }));
    afterEach(() => real.row(guest, { vm_state: 'active', power_state: 1 }));

    test('holds the host, and cannot be accepted', async () => {
      await expect(real.held()).resolves.toContain('nova-compute would power the guest off');
      real.choose({ accept: [guest.uuid] });
      await expect(real.held()).resolves.toContain('set guests.adoptStates');
    });

    test('lets no nova-compute start; one that runs does no harm, also with an event of its life, and gets no other start', async () => {
      await real.step('ensureComputeHarmless');
      await expect(real.held('ensureComputeStarted', 'compute')).resolves.toContain('would power the guest off');
      await real.row(guest, { vm_state: 'active', power_state: 1 });
      await expect(real.step('ensureComputeStarted', 'compute')).resolves.toMatchObject({ changed: true });
      await real.row(guest, { vm_state: 'stopped', power_state: 4 });
      await real.happen(guest);
      await real.reports(2);
      await expect(real.step('verifyGuestsUntouched')).resolves.toBeDefined();
      await expect(real.held('ensureComputeReleased', 'own')).resolves.toContain('would power the guest off');
      await real.undo();
    });

    test('takes over what the hypervisor says where the definition lets it, goes back with the undo, and lives on', async () => {
      const state = async () =>
        real.query('SELECT vm_state, power_state FROM nova.instances WHERE uuid = ?', [guest.uuid]);
      real.choose({ adoptStates: true });
      await expect(real.step('ensureGuestsKnown', 'guests')).resolves.toMatchObject({ changed: true });
      // killed between the ledger and the row
      await real.row(guest, { vm_state: 'stopped', power_state: 4 });
      await expect(real.step('ensureGuestsKnown', 'guests')).resolves.toMatchObject({ changed: true });
      await expect(real.step('ensureGuestsKnown', 'guests')).resolves.toMatchObject({ changed: false });
      await expect(state()).resolves.toEqual([{ vm_state: 'active', power_state: 1 }]);
      await real.undo();
      await expect(state()).resolves.toEqual([{ vm_state: 'stopped', power_state: 4 }]);
      await real.step('ensureGuestsKnown', 'guests');
      await real.step('ensureComputeHarmless');
      await real.step('ensureComputeStarted');
      await expect(real.step('ensureComputeReleased', 'own')).resolves.toMatchObject({ changed: true });
      await real.happen(guest);
      await real.reports(2);
      await expect(real.step('verifyGuestsUntouched')).resolves.toBeDefined();
      await real.undo();
    });
  });

  test.each(['done', 'accepted', 'pre-migrating'])(
    'an evacuation from here that is %s holds the host',
    async (status) => {
      const { name } = real.machine;
      const uuid = randomUUID();
      await real.query(
        `INSERT INTO nova.migrations (created_at, source_compute, dest_compute, source_node, dest_node, status, instance_uuid,
         migration_type, hidden, deleted, uuid) VALUES (UTC_TIMESTAMP(), ?, 'other', ?, 'other', ?, ?, 'evacuation', 0, 0, ?)`,
        [name, name, status, guest.uuid, uuid],
      );
      try {
        await expect(real.held()).resolves.toContain('nova-compute would destroy it and its disks');
        real.choose({ accept: [guest.uuid], adoptStates: true });
        await expect(real.held()).resolves.toContain('was evacuated');
      } finally {
        await real.query('DELETE FROM nova.migrations WHERE uuid = ?', [uuid]);
      }
    },
  );

  test("an operator's own domain holds the host until it is accepted by name, and is left alone", async () => {
    await real.host.run('virsh -q create /dev/stdin', { input: STRANGE });
    try {
      await expect(real.held()).resolves.toContain('guest operators-own');
      real.choose({ accept: ['operators-own'] });
      await expect(real.held()).resolves.toBe('');
    } finally {
      await real.virsh('destroy operators-own');
    }
  });

  test('another host name holds the host', async () => {
    await real.host.run(
      "cp -a /etc/nova/nova.conf /root/nova.conf && sed -i 's/^host = .*/host = ghost/' /etc/nova/nova.conf",
    );
    try {
      await expect(real.held()).resolves.toContain('would call itself ghost');
    } finally {
      await real.host.run('mv /root/nova.conf /etc/nova/nova.conf');
    }
  });

  test.each(['deleted', 'soft-delete'])('a half-deleted row (%s) holds the host', async (state) => {
    await real.row(guest, { vm_state: state });
    await expect(real.held()).resolves.toContain('Nova has only half deleted it');
    await real.row(guest, { vm_state: 'active' });
  });

  test('an instance with a task holds the host', async () => {
    await real.row(guest, { task_state: 'powering-off' });
    await expect(real.held()).resolves.toContain('has the task powering-off');
    await real.row(guest, { task_state: null });
  });

  test('libvirt-guests, stopped while the host is taken over, shuts no guest down', async () => {
    await real.host.run('systemctl start libvirt-guests');
    await real.step('ensureUnitsHeld');
    await real.host.run('systemctl stop libvirt-guests');
    await expect(real.step('verifyGuestsUntouched')).resolves.toBeDefined();
    await real.undo();
    await real.stopCompute();
  });

  test("a cache and a binding that tell another datapath than the host's hold it; the cache is put right", async () => {
    const says = (from: string, to: string) =>
      Promise.all([
        real.query(
          'UPDATE nova.instance_info_caches SET network_info = REPLACE(network_info, ?, ?) WHERE instance_uuid = ?',
          [`"datapath_type": "${from}"`, `"datapath_type": "${to}"`, guest.uuid],
        ),
        real.query('UPDATE neutron.ml2_port_bindings SET vif_details = REPLACE(vif_details, ?, ?) WHERE port_id = ?', [
          `"datapath_type": "${from}"`,
          `"datapath_type": "${to}"`,
          guest.portId,
        ]),
      ]);
    await says('netdev', 'system');
    await expect(real.held()).resolves.toMatch(/binding tells the datapath system[^]*cache tells the datapath system/);
    await expect(real.step('ensureInfoCachesFit')).resolves.toMatchObject({ changed: true });
    await expect(real.held()).resolves.not.toContain('cache tells');
    await says('system', 'netdev');
    await expect(real.held()).resolves.toBe('');
  });
}

/** A guest that ends by itself in the middle of a run; it is ended for good, so this comes last. */
export function witnessTests(): void {
  test('a guest that ends by itself fails the next step by name, until it is accepted', async () => {
    const real = await RealHost.open();
    try {
      const guest = real.guests[2] as Instance;
      await real.step('verifyGuestsUntouched');
      await real.virsh(`destroy ${domainName(guest)}`);
      await expect(real.step('ensurePackagesFetched')).rejects.toMatchObject({
        type: 'GuestDisturbed',
        message: expect.stringContaining(`${domainName(guest)} (${guest.uuid}) was running and is shut off`) as string,
      });
      real.choose({ accept: [domainName(guest)] });
      await expect(real.step('verifyGuestsUntouched')).resolves.toBeDefined();
    } finally {
      await real.close();
    }
  });
}
