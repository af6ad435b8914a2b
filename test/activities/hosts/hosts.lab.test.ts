import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { HOST_STEPS } from '../../../activities/hosts/steps';
import { CONTROLLER_STEPS } from '../../../activities/controllers/steps';
import type { ModuleName } from '../../../model/host/modules';
import { closeDatabases } from '../../support/databases';
import type { StepResult } from '../../../model/run';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { labMachines } from '../../support/lab-machines';
import { withDhcp } from '../../support/with-dhcp';

const HOST = 'compute1';
const RUN = { id: '77777777-hosts-test', cluster: 'lab', datacenter: 'lab' };

/** The databases know none of the guests yet. */
const PROVEN = withDhcp({ ...LAB_DEFINITION, guests: { ...LAB_DEFINITION.guests, unproven: [HOST] } }, HOST);

const lab = labMachines(PROVEN);
const steps = {
  ...activitiesOf(CONTROLLER_STEPS, lab.deps),
  ...activitiesOf(HOST_STEPS, lab.deps),
} as unknown as Readonly<Record<string, (input: object) => Promise<StepResult & { blockers?: unknown[] }>>>;
const undos = { ...undosOf(HOST_STEPS, lab.deps), ...undosOf(CONTROLLER_STEPS, lab.deps) };

function step(activity: string, input: object = { host: HOST }) {
  return steps[activity]?.({
    run: RUN,
    step: `hosts/${HOST}/${activity}`,
    phase: 'hosts',
    ...input,
  }) as Promise<StepResult>;
}

/** Resolves once the unit of a swap is there: a dry run comes before it. */
async function untilSwapping(): Promise<void> {
  const script = `for _ in $(seq 300); do systemctl list-units --no-legend 'stackleap-*-swap.service' | grep -q . && exit; sleep 0.1; done`;
  await (await lab.machine(HOST)).run(['sh', '-c', script]);
}

/** An attempt of a step whose worker loses its connections so many milliseconds after something has begun. */
async function die(
  activity: 'ensurePackagesSwapped' | 'ensureComputeReleased' | 'ensureModuleSwapped',
  afterMs: number,
  begun: Promise<void> = Promise.resolve(),
  more: { readonly step?: string; readonly module: ModuleName } = { module: 'compute' },
): Promise<void> {
  const dying = labMachines(PROVEN);
  const attempt = activitiesOf(HOST_STEPS, { ...dying.deps, ledger: lab.deps.ledger })[activity]({
    run: RUN,
    step: `hosts/${HOST}/${activity}`,
    phase: 'hosts',
    host: HOST,
    ...more,
  });
  void begun.then(() => setTimeout(() => dying.close(), afterMs));
  await attempt.catch(() => undefined);
}

/** What the operator would look at: packages, units, configuration, leftovers of rpm, the switch, the guests. */
async function look(): Promise<string> {
  const script = `rpm -qa | sort
    for u in neutron-openvswitch-agent neutron-ovs-cleanup neutron-netns-cleanup openstack-nova-compute openvswitch libvirtd puppet; do
      echo $u $(systemctl is-enabled $u 2>&1) $(systemctl is-active $u); done
    find /etc/nova /etc/neutron /etc/yum.repos.d -type f | sort | xargs sha256sum
    find /etc/nova /etc/neutron /etc/yum.repos.d -type f | sort | xargs stat -c '%n %a %U:%G'
    pidof ovs-vswitchd; ovs-vsctl list-ports br-int | sort; cat /var/lib/nova/domains/${HOST}.json | grep starts`;
  return (await (await lab.machine(HOST)).run(['sh', '-c', script])).stdout;
}

/** Of the libvirtd that runs. */
async function libvirtVersion(): Promise<string> {
  const script = "virsh -r version --daemon | sed -n 's/^Running against daemon: //p'";
  return (await (await lab.machine(HOST)).run(['sh', '-c', script])).stdout;
}

/** What nova-compute runs with. */
async function options(): Promise<string> {
  const script = "tr '\\0' '\\n' </proc/$(systemctl show --value --property=MainPID openstack-nova-compute)/environ";
  return (await (await lab.machine(HOST)).run(['sh', '-c', script])).stdout;
}

async function undoAll(): Promise<void> {
  for (const entry of [...lab.ledger.undos]) {
    await undos[entry.kind]?.(entry, RUN);
    // a worker that was killed after the undo and before the ledger knew of it carries it out again
    await undos[entry.kind]?.(entry, RUN);
    await lab.ledger.closeUndo(RUN, entry.step);
  }
}

afterAll(async () => {
  await undoAll();
  lab.close();
  await closeDatabases();
});

test('a host that is as the lab made it has no blockers', async () => {
  await expect(step('readHostBlockers')).resolves.toMatchObject({ blockers: [] });
});

test('every blocker is reported at once: an unknown repository, a bridge that is not there', async () => {
  const other = labMachines({
    ...LAB_DEFINITION,
    packages: { manager: 'dnf', repositories: { from: 'liberty', to: 'train' } },
    network: { ...LAB_DEFINITION.network, physicalNetworks: { physnet9: 'br-none' } },
  });
  const input = { run: RUN, step: `preflight/${HOST}/look`, phase: 'preflight', host: HOST } as const;
  const { blockers } = await activitiesOf(HOST_STEPS, other.deps).readHostBlockers(input);
  other.close();
  const said = blockers.map(({ message }) => message).join('\n');
  expect(said).toContain('train');
  expect(said).toContain('no bridge br-none');
});

test('packages, units and configuration become those of the new release, once, and go back', async () => {
  const before = await look();
  for (const activity of [
    'ensureManagersHeld',
    'ensureRepositories',
    'ensurePackagesFetched',
    'ensureLibvirtNoted',
    'ensureUnitsHeld',
    'ensurePackagesSwapped',
    'ensureConfiguration',
  ])
    await step(activity);
  const swapped = await look();
  expect(swapped).toContain('openstack-nova-compute-19.3.2');
  expect(swapped).toContain('openstack-neutron-openvswitch-14.4.2');
  expect(swapped).toContain('openvswitch-2.5.5');
  expect(swapped).toContain('neutron-openvswitch-agent masked inactive');
  expect(swapped).toContain('neutron-ovs-cleanup masked active');
  expect(swapped).toContain('puppet masked inactive');
  expect(swapped).toContain('neutron-netns-cleanup masked inactive');

  for (const activity of ['ensureRepositories', 'ensureUnitsHeld', 'ensurePackagesSwapped', 'ensureConfiguration'])
    await expect(step(activity)).resolves.toMatchObject({ changed: activity === 'ensurePackagesSwapped' });
  await expect(look()).resolves.toBe(swapped);

  await expect(libvirtVersion()).resolves.toBe('3.9.0\n');
  for (const changed of [true, false]) await expect(step('ensureLibvirtRestarted')).resolves.toMatchObject({ changed });
  await expect(libvirtVersion()).resolves.toBe('4.5.0\n');

  await undoAll();
  await expect(look()).resolves.toBe(before);
  await expect(libvirtVersion()).resolves.toBe('3.9.0\n');
});

test('a swap whose worker died goes on by itself and is taken up by the next attempt', async () => {
  const before = await look();
  await step('ensureRepositories');
  await step('ensureUnitsHeld');
  await die('ensurePackagesSwapped', 500, untilSwapping());
  await expect(step('ensurePackagesSwapped')).resolves.toBeDefined();
  await expect(look()).resolves.toContain('openstack-nova-compute-19.3.2');
  await undoAll();
  await expect(look()).resolves.toBe(before);
});

test('goes module by module, each in a transaction of its own and with its files, and goes on where its worker died', async () => {
  const before = await look();
  for (const activity of ['ensureRepositories', 'ensureLibvirtNoted', 'ensureUnitsHeld']) await step(activity);
  const module = (activity: string, which: ModuleName, what: string) =>
    step(activity, { host: HOST, module: which, step: `hosts/${HOST}/${which}-${what}` });
  for (const which of ['storage', 'libvirt', 'openvswitch', 'network', 'compute'] as const) {
    const id = `hosts/${HOST}/${which}-packages`;
    if (which === 'network') await die('ensureModuleSwapped', 300, untilSwapping(), { step: id, module: which });
    await expect(module('ensureModuleSwapped', which, 'packages')).resolves.toMatchObject({ changed: true });
    await module('ensureConfiguration', which, 'configuration');
    if (which === 'libvirt') await expect(step('ensureLibvirtRestarted')).resolves.toMatchObject({ changed: true });
  }
  const swapped = await look();
  expect(swapped).toContain('openstack-nova-compute-19.3.2');
  expect(swapped).toContain('openstack-neutron-openvswitch-14.4.2');
  expect(swapped).toContain('openvswitch-2.5.5');
  await expect(step('ensureConfiguration')).resolves.toMatchObject({ changed: false });
  await undoAll();
  await expect(look()).resolves.toBe(before);
  await expect(libvirtVersion()).resolves.toBe('3.9.0\n');
});

/** A nova-compute that an operator's own drop-in makes run without the options that keep it from guests is stopped at once. */
async function expectStoppedWithoutOptions(): Promise<void> {
  const machine = await lab.machine(HOST);
  const folder = '/etc/systemd/system/openstack-nova-compute.service.d';
  await machine.writeFile(
    `${folder}/zzzz-own.conf`,
    '[Service]\nEnvironment=\nEnvironment=PYTHONPATH=/usr/local/lib/stackleap-lab OS_DEFAULT__COMPUTE_DRIVER=netdriver.NetDriver LAB_DOMAINS=/var/lib/nova/domains\n',
  );
  try {
    await machine.run(['systemctl', 'daemon-reload']);
    await expect(step('ensureComputeStarted')).rejects.toMatchObject({
      type: 'HostNotReady',
      message: expect.stringContaining('it runs without the options that keep it from guests') as string,
    });
    expect((await machine.run(['systemctl', 'is-active', 'openstack-nova-compute'], { accept: 'any' })).stdout).toBe(
      'inactive\n',
    );
  } finally {
    await machine.run(['rm', `${folder}/zzzz-own.conf`]);
    await machine.run(['systemctl', 'daemon-reload']);
  }
}

test('the new nova-compute reports itself, first as one that touches no guest; no trace is left when it is undone', async () => {
  const before = await look();
  await step('ensureHostsClaimed', { hosts: [HOST] });
  for (const activity of ['ensureRepositories', 'ensureUnitsHeld', 'ensurePackagesSwapped', 'ensureConfiguration'])
    await step(activity);
  await expect(step('ensureComputeHarmless')).resolves.toMatchObject({ changed: true });
  await expectStoppedWithoutOptions();
  for (const changed of [true, false]) {
    await expect(step('ensureComputeHarmless')).resolves.toMatchObject({ changed: false });
    await expect(step('ensureComputeStarted')).resolves.toMatchObject({ changed });
    await expect(options()).resolves.toContain('OS_DEFAULT__SYNC_POWER_STATE_INTERVAL=-1');
  }

  await die('ensureComputeReleased', 3_000);
  await expect(step('ensureComputeReleased')).resolves.toBeDefined();
  await expect(step('ensureComputeReleased')).resolves.toMatchObject({ changed: false });
  await expect(options()).resolves.not.toContain('OS_DEFAULT__SYNC_POWER_STATE_INTERVAL');
  await expect(look()).resolves.not.toMatch(/"starts": [1-9]/);
  await undoAll();
  await expect(look()).resolves.toBe(before);
});
