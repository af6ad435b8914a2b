import { randomUUID } from 'node:crypto';
import { domainName } from '../../../lab/compute/guests';
import type { Instance } from '../../../lab/generator/cluster/instances';
import { RealHost } from './real-host';
import { useStoppedHost, whileItsRowSaysStopped } from './stopped-host';

const STRANGE = `<domain type='qemu'><name>operators-own</name><memory unit='MiB'>16</memory><os><type>hvm</type></os></domain>`;

/** What ends real guests when a nova-compute starts, and what keeps it from that; on the upgraded lab, nova-compute stopped. */
export function hazardTests(): void {
  const host = useStoppedHost();

  test('nothing is in the way of a host that is as the upgrade left it', async () => {
    await expect(host.real.held()).resolves.toBe('');
  });

  describe('a row that says stopped while its guest runs', () => {
    whileItsRowSaysStopped(host);

    test('holds the host, and cannot be accepted', async () => {
      await expect(host.real.held()).resolves.toContain('nova-compute would power the guest off');
      host.real.choose({ accept: [host.guest.uuid] });
      await expect(host.real.held()).resolves.toContain('set guests.adoptStates');
    });

    test('lets no nova-compute start; one that runs does no harm, also with an event of its life, and gets no other start', async () => {
      await host.real.step('ensureComputeHarmless');
      await expect(host.real.held('ensureComputeStarted', 'compute')).resolves.toContain('would power the guest off');
      await host.real.row(host.guest, { vm_state: 'active', power_state: 1 });
      await expect(host.real.step('ensureComputeStarted', 'compute')).resolves.toMatchObject({ changed: true });
      await host.real.row(host.guest, { vm_state: 'stopped', power_state: 4 });
      await host.real.happen(host.guest);
      await host.real.reports(2);
      await expect(host.real.step('verifyGuestsUntouched')).resolves.toBeDefined();
      await expect(host.real.held('ensureComputeReleased', 'own')).resolves.toContain('would power the guest off');
      await host.real.undo();
    });

    test('takes over what the hypervisor says where the definition lets it, and goes back with the undo', async () => {
      const state = async () =>
        host.real.query('SELECT vm_state, power_state FROM nova.instances WHERE uuid = ?', [host.guest.uuid]);
      host.real.choose({ adoptStates: true });
      await expect(host.real.step('ensureGuestsKnown', 'guests')).resolves.toMatchObject({ changed: true });
      // killed between the ledger and the row
      await host.real.row(host.guest, { vm_state: 'stopped', power_state: 4 });
      await expect(host.real.step('ensureGuestsKnown', 'guests')).resolves.toMatchObject({ changed: true });
      await expect(host.real.step('ensureGuestsKnown', 'guests')).resolves.toMatchObject({ changed: false });
      await expect(state()).resolves.toEqual([{ vm_state: 'active', power_state: 1 }]);
      await host.real.undo();
      await expect(state()).resolves.toEqual([{ vm_state: 'stopped', power_state: 4 }]);
    });
  });

  test.each(['done', 'accepted', 'pre-migrating'])(
    'an evacuation from here that is %s holds the host',
    async (status) => {
      const { name } = host.real.machine;
      const uuid = randomUUID();
      await host.real.query(
        `INSERT INTO nova.migrations (created_at, source_compute, dest_compute, source_node, dest_node, status, instance_uuid,
         migration_type, hidden, deleted, uuid) VALUES (UTC_TIMESTAMP(), ?, 'other', ?, 'other', ?, ?, 'evacuation', 0, 0, ?)`,
        [name, name, status, host.guest.uuid, uuid],
      );
      try {
        await expect(host.real.held()).resolves.toContain('nova-compute would destroy it and its disks');
        host.real.choose({ accept: [host.guest.uuid], adoptStates: true });
        await expect(host.real.held()).resolves.toContain('was evacuated');
      } finally {
        await host.real.query('DELETE FROM nova.migrations WHERE uuid = ?', [uuid]);
      }
    },
  );

  test("an operator's own domain holds the host until it is accepted by name, and is left alone", async () => {
    await host.real.host.run('virsh -q create /dev/stdin', { input: STRANGE });
    try {
      await expect(host.real.held()).resolves.toContain('guest operators-own');
      host.real.choose({ accept: ['operators-own'] });
      await expect(host.real.held()).resolves.toBe('');
    } finally {
      await host.real.virsh('destroy operators-own');
    }
  });

  test('another host name holds the host', async () => {
    await host.real.host.run(
      "cp -a /etc/nova/nova.conf /root/nova.conf && sed -i 's/^host = .*/host = ghost/' /etc/nova/nova.conf",
    );
    try {
      await expect(host.real.held()).resolves.toContain('would call itself ghost');
    } finally {
      await host.real.host.run('mv /root/nova.conf /etc/nova/nova.conf');
    }
  });

  test.each(['deleted', 'soft-delete'])('a half-deleted row (%s) holds the host', async (state) => {
    await host.real.row(host.guest, { vm_state: state });
    await expect(host.real.held()).resolves.toContain('Nova has only half deleted it');
    await host.real.row(host.guest, { vm_state: 'active' });
  });

  test('an instance with a task holds the host', async () => {
    await host.real.row(host.guest, { task_state: 'powering-off' });
    await expect(host.real.held()).resolves.toContain('has the task powering-off');
    await host.real.row(host.guest, { task_state: null });
  });

  test('libvirt-guests, stopped while the host is taken over, shuts no guest down', async () => {
    await host.real.host.run('systemctl start libvirt-guests');
    await host.real.step('ensureUnitsHeld');
    await host.real.host.run('systemctl stop libvirt-guests');
    await expect(host.real.step('verifyGuestsUntouched')).resolves.toBeDefined();
    await host.real.undo();
    await host.real.stopCompute();
  });

  test("a cache and a binding that tell another datapath than the host's hold it; the cache is put right", async () => {
    const says = (from: string, to: string) =>
      Promise.all([
        host.real.query(
          'UPDATE nova.instance_info_caches SET network_info = REPLACE(network_info, ?, ?) WHERE instance_uuid = ?',
          [`"datapath_type": "${from}"`, `"datapath_type": "${to}"`, host.guest.uuid],
        ),
        host.real.query(
          'UPDATE neutron.ml2_port_bindings SET vif_details = REPLACE(vif_details, ?, ?) WHERE port_id = ?',
          [`"datapath_type": "${from}"`, `"datapath_type": "${to}"`, host.guest.portId],
        ),
      ]);
    await says('netdev', 'system');
    await expect(host.real.held()).resolves.toMatch(
      /binding tells the datapath system[^]*cache gives the datapath system/,
    );
    await expect(host.real.step('ensureInfoCachesFit')).resolves.toMatchObject({ changed: true });
    await expect(host.real.held()).resolves.not.toContain('cache gives');
    await says('system', 'netdev');
    await expect(host.real.held()).resolves.toBe('');
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
