import { plugVms } from '../../../lab/compute/bring-up';
import { labHost } from '../../../lab/hosts/host';
import { COMPUTES, VMS, type LabMachine } from '../../../lab/inventory';

const host = labHost(COMPUTES.at(-1) as LabMachine);
const LAST = VMS.filter((vm) => vm.host === host.machine.name);

async function pluggedPorts(): Promise<string[]> {
  const { stdout } = await host.run('ovs-vsctl --bare --columns=external_ids list Interface');
  return LAST.map(({ portId }) => portId).filter((id) => stdout.includes(`iface-id=${id}`));
}

const dnfHost = labHost(COMPUTES.find(({ packageManager }) => packageManager === 'dnf') as LabMachine);

async function puppetPid(): Promise<string> {
  return (await dnfHost.run('systemctl show -p MainPID --value puppet')).stdout.trim();
}

async function puppetVersion(): Promise<string> {
  return (await dnfHost.run("rpm -q --qf '%{VERSION}' puppet")).stdout;
}

describe('neutron-ovs-cleanup', () => {
  afterEach(async () => {
    await host.run('systemctl start neutron-ovs-cleanup');
    await plugVms(host);
  });

  test('unplugs every VM when it is stopped, and again when it is started', async () => {
    expect(await pluggedPorts()).toHaveLength(LAST.length);
    await host.run('systemctl stop neutron-ovs-cleanup');
    expect(await pluggedPorts()).toEqual([]);
    await plugVms(host);
    expect(await pluggedPorts()).toHaveLength(LAST.length);
    for (const { name, network } of LAST) {
      const peer = VMS.find((vm) => vm.network.id === network.id && vm.host !== host.machine.name);
      await host.run(`ip netns exec vm-${name} ping -q -c 1 -W 2 ${peer?.address}`);
    }
    await host.run('systemctl start neutron-ovs-cleanup');
    expect(await pluggedPorts()).toEqual([]);
  });
});

describe('dnf', () => {
  afterAll(async () => {
    await dnfHost.run(
      '[ "$(rpm -q --qf %{VERSION} puppet)" = 3.8.7 ] || dnf -q -y --enablerepo=stein downgrade puppet-3.8.7',
    );
    await dnfHost.run('rm -f /etc/puppet/puppet.conf.rpmnew');
  });

  test("upgrades a package and undoes it; its scriptlets restart the unit, the operator's file stays", async () => {
    const edited = (await dnfHost.run('cat /etc/puppet/puppet.conf')).stdout;
    const before = await puppetPid();
    await dnfHost.run('dnf -q -y --enablerepo=stein upgrade puppet');
    expect(await puppetVersion()).toBe('5.5.20');
    expect(await puppetPid()).not.toBe(before);
    expect((await dnfHost.run('cat /etc/puppet/puppet.conf')).stdout).toBe(edited);
    expect((await dnfHost.run('cat /etc/puppet/puppet.conf.rpmnew')).stdout).toContain('environment = production');
    await dnfHost.run('dnf -q -y --enablerepo=stein history undo last');
    expect(await puppetVersion()).toBe('3.8.7');
    expect((await dnfHost.run('cat /etc/puppet/puppet.conf')).stdout).toBe(edited);
  });
});
