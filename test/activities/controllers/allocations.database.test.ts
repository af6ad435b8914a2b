import { InstanceRows } from '../../../activities/controllers/allocations/instance-rows';
import { putLimitsBack, raiseLimits, roomFor } from '../../../activities/controllers/allocations/room';
import { surveyHost } from '../../../activities/controllers/allocations/survey-host';
import { CONTROLLER_STEPS } from '../../../activities/controllers/steps';
import type { Dependencies } from '../../../activities/dependencies';
import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import type { Database } from '../../../connectors/mysql/database';
import {
  createAllocations,
  listResourceClasses,
  readInventories,
  readProviderAllocations,
  writeInventories,
  type Resources,
} from '../../../connectors/openstack/placement-api';
import type { StepResult } from '../../../model/run';
import { findReleasePair } from '../../../releases/register';
import { closeDatabases, DATABASE_PARTS } from '../../support/databases';
import { memoryLedger } from '../../support/memory-ledger';
import { mortalApi } from '../../support/mortal-api';
import { undoAll } from '../../support/run-plan';
import { startPlacement, type ScratchPlacement } from '../../support/scratch-placement';
import { openScratchDatabase } from '../../support/scratch-server';
import { createSteinNova, type SteinNova, type VmShape } from '../../support/stein-nova';

const RUN = { id: 'run-1', cluster: 'scratch', datacenter: 'dc1' };
/** Enough for all that a test puts there. */
const LARGE = { VCPU: 1000, MEMORY_MB: 1_000_000, DISK_GB: 10_000, CUSTOM_LICENCE: 10 };
const SMALL = { VCPU: 4, MEMORY_MB: 3000, DISK_GB: 1000 };
/** What a usual VM takes. */
const USUAL = { VCPU: 2, MEMORY_MB: 2048, DISK_GB: 20 };

const ledger = memoryLedger();
let database: Database;
let nova: SteinNova;
let placement: ScratchPlacement;
beforeAll(async () => {
  database = await openScratchDatabase();
  nova = await createSteinNova(database, 'alloc');
  placement = await startPlacement(database, nova.definition, 'alloc');
  await placement.session.call('placement', 'PUT', '/resource_classes/CUSTOM_LICENCE');
});
afterAll(async () => {
  await placement.close();
  await nova.drop();
  await closeDatabases();
  await database.close();
});
beforeEach(() => ledger.clear());

function depsAt(url = placement.url): Dependencies {
  const { definition } = placement;
  const identity = { ...definition.target.identity, url: `${url}/v3` };
  const parts = {
    readDefinition: async () => Promise.resolve({ ...definition, target: { ...definition.target, identity } }),
    releasePair: findReleasePair,
    ledger: async () => Promise.resolve(ledger),
    ...DATABASE_PARTS,
  };
  // Nothing here reaches machines or the store.
  return parts as Partial<Dependencies> as Dependencies;
}

function allocate(hosts: readonly string[], url?: string): Promise<StepResult> {
  const input = { run: RUN, step: `hosts/${hosts.join()}/allocations`, phase: 'hosts', hosts } as const;
  return activitiesOf(CONTROLLER_STEPS, depsAt(url)).ensureAllocationsHealed(input);
}

const undo = (): Promise<string[]> => undoAll(ledger, undosOf(CONTROLLER_STEPS, depsAt()), RUN);

/** A host that nova-compute has reported, with what Placement knows of it. */
async function addHost(host: string, totals: Resources): Promise<string> {
  const uuid = await nova.addNode(host);
  await placement.session.call('placement', 'POST', '/resource_providers', { uuid, name: host });
  const inventories = Object.entries(totals).map(([name, total]) => [
    name,
    { total, reserved: 0, min_unit: 1, max_unit: total, step_size: 1, allocation_ratio: 1.1 },
  ]);
  const { resource_provider_generation } = (await readInventories(placement.session, uuid)) ?? {
    resource_provider_generation: 0,
  };
  await writeInventories(placement.session, uuid, {
    resource_provider_generation,
    inventories: Object.fromEntries(inventories),
  });
  return uuid;
}

async function limitsOf(provider: string): Promise<unknown> {
  return (await readInventories(placement.session, provider))?.inventories;
}

async function ownLines(host: string): Promise<readonly string[]> {
  return (await placement.allocations()).filter((line) => line.split(' ')[1] === host);
}

const flavor = (more: VmShape['flavor']): VmShape => ({ host: 'shapes', flavor: more ?? {} });
const specs = (extra_specs: Readonly<Record<string, string>>): VmShape => flavor({ extra_specs });
const state = (vm_state: string, more: VmShape['columns'] = {}): VmShape => ({
  host: 'shapes',
  columns: { vm_state, ...more },
});

/** On one host, but for those that are on none. */
const SHAPES: Readonly<Record<string, VmShape>> = {
  usual: flavor({}),
  'a little swap': flavor({ swap: 512 }),
  'a GiB of swap': flavor({ swap: 1024 }),
  'a little more swap': flavor({ swap: 1025 }),
  'an ephemeral disk': flavor({ ephemeral_gb: 5, swap: 1 }),
  'no disk': flavor({ root_gb: 0 }),
  'boots from a volume': { host: 'shapes', root: 'volume' },
  'boots from a volume, with other disks': { host: 'shapes', root: 'volume', flavor: { ephemeral_gb: 5, swap: 100 } },
  'boots from a volume made of its image': { host: 'shapes', root: 'volume', columns: { image_ref: 'image' } },
  'no root device': { host: 'shapes', root: null },
  'no root device and no image': { host: 'shapes', root: null, columns: { image_ref: '' } },
  'fewer by extra specs': specs({ 'resources:VCPU': '1', 'resources:MEMORY_MB': ' 64 ' }),
  'no disk by extra specs': specs({ 'resources:DISK_GB': '0' }),
  'a class of its own': specs({ 'resources:CUSTOM_LICENCE': '+1' }),
  'groups that add up': specs({ 'resources1:CUSTOM_LICENCE': '1', 'resources2:CUSTOM_LICENCE': '2' }),
  'a group of number 0': specs({ 'resources0:VCPU': '7' }),
  'no class': specs({ 'resources:NONSENSE': '3', 'resources:vcpu': '7', 'resources:': '1' }),
  'no amount': specs({ 'resources:VCPU': 'many', 'resources:DISK_GB': '-1', 'resources:MEMORY_MB': '1.5' }),
  traits: specs({ 'trait:HW_CPU_X86_AVX': 'required', group_policy: 'none' }),
  'other specs': specs({ 'hw:cpu_policy': 'dedicated', 'quota:disk_total_iops_sec': '1500' }),
  paused: state('paused'),
  stopped: state('stopped'),
  error: state('error'),
  building: state('building'),
  resized: state('resized'),
  shelved: state('shelved'),
  'without a state': state('', { vm_state: null }),
  'shelved and offloaded': { columns: { vm_state: 'shelved_offloaded' } },
  'error without a host': { columns: { vm_state: 'error' } },
  'in a task, on no host': { columns: { vm_state: 'building', task_state: 'scheduling' } },
  deleted: state('deleted', { deleted: 7 }),
};

test('it allocates what heal_allocations does, for every shape of VM', async () => {
  const provider = await addHost('shapes', LARGE);
  for (const shape of Object.values(SHAPES)) await nova.addVm(shape);
  const healed = await placement.novaManage(['placement', 'heal_allocations', '--verbose']);
  expect(healed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Processed 27 instances') });
  const theirs = await ownLines('shapes');
  expect(new Set(theirs.map((line) => line.split(' ')[0])).size).toBe(27);
  const consumers = await readProviderAllocations(placement.session, provider);
  for (const consumer of consumers?.keys() ?? [])
    await placement.session.call('placement', 'DELETE', `/allocations/${consumer}`);

  await expect(allocate(['shapes'])).resolves.toEqual({
    changed: true,
    summary: 'Allocations of 27 VMs, 27 of them created now.',
  });
  await expect(ownLines('shapes')).resolves.toEqual(theirs);
});

test('a second run changes nothing, and an undo takes out what was written, and nothing else', async () => {
  const [here, there] = [await addHost('twice', LARGE), await addHost('elsewhere', LARGE)];
  const [, moved, resized] = [
    await nova.addVm({ host: 'twice' }),
    await nova.addVm({ host: 'twice' }),
    await nova.addVm({ host: 'twice' }),
  ] as const;
  const owner = { project: 'tenant', user: 'somebody' };
  await createAllocations(placement.session, [
    { consumer: moved, provider: there, resources: USUAL, ...owner },
    { consumer: resized, provider: here, resources: { ...USUAL, VCPU: 1 }, ...owner },
  ]);
  const before = await placement.allocations();

  await expect(allocate(['twice'])).resolves.toEqual({
    changed: true,
    summary: `Allocations of 3 VMs, 1 of them created now. Left as they are, though their flavor says otherwise: ${resized}, ${moved}.`,
  });
  const after = await placement.allocations();
  expect(after).toHaveLength(before.length + 3);
  expect(after).toEqual(expect.arrayContaining([...before]));
  await expect(allocate(['twice'])).resolves.toMatchObject({ changed: false });
  await expect(placement.allocations()).resolves.toEqual(after);
  await undo();
  await expect(placement.allocations()).resolves.toEqual(before);
});

test('an undo that an earlier version has recorded takes out its VMs, wherever they are', async () => {
  const provider = await addHost('earlier', LARGE);
  const consumer = await nova.addVm({ host: 'earlier' });
  await createAllocations(placement.session, [{ consumer, provider, resources: USUAL, project: 'p', user: 'u' }]);
  await ledger.recordUndo({ run: RUN, step: 'old', phase: 'hosts' }, 'deleteAllocations', { consumers: [consumer] });
  await expect(undo()).resolves.toEqual(['The allocations of 1 VMs are deleted.']);
  await expect(ownLines('earlier')).resolves.toEqual([]);
});

test('a VM without an owner is allocated for nobody, and a soft-deleted one keeps its place', async () => {
  await addHost('ownerless', LARGE);
  await nova.addVm({ host: 'ownerless', columns: { user_id: null, vm_state: 'soft-delete' } });
  await allocate(['ownerless']);
  await expect(ownLines('ownerless')).resolves.toEqual(
    expect.arrayContaining([expect.stringMatching(/ VCPU 2 tenant 00000000-0000-0000-0000-000000000000$/)]),
  );
});

test('VMs beyond what a host has are allocated all the same, and its limits are as before', async () => {
  const provider = await addHost('full', SMALL);
  for (let n = 0; n < 3; n++) await nova.addVm({ host: 'full' });
  await nova.addVm({ host: 'full', flavor: { vcpus: 16, memory_mb: 100 } });
  const before = await limitsOf(provider);
  await expect(allocate(['full'])).resolves.toEqual({
    changed: true,
    summary:
      'Allocations of 4 VMs, 4 of them created now. More than the hosts have, so that nothing is scheduled there: full: 22 VCPU of 4, 6244 MEMORY_MB of 3300.',
  });
  expect(await ownLines('full')).toHaveLength(12);
  expect(await limitsOf(provider)).toEqual(before);
  // Nobody else gets anything there.
  const more = { consumer: await nova.addVm({}), provider, resources: { VCPU: 1 }, project: 'p', user: 'u' };
  await expect(createAllocations(placement.session, [more])).rejects.toMatchObject({ status: 409 });
});

test('what nova-compute writes while its limits are raised stays', async () => {
  const provider = await addHost('busy', SMALL);
  const found = await readInventories(placement.session, provider);
  if (found === undefined) throw new Error('the provider is gone');
  const { inventories } = found;
  const room = roomFor(provider, inventories, { VCPU: 4 }, [{ VCPU: 2, MEMORY_MB: 1 }]);
  if (room === undefined) throw new Error('there is room');
  await raiseLimits(placement.session, room);
  const raised = await readInventories(placement.session, provider);
  if (raised === undefined) throw new Error('the provider is gone');
  expect(raised.inventories['VCPU']?.allocation_ratio).toBeCloseTo(1.5, 3);
  const own = { ...raised, inventories: { ...inventories, VCPU: { ...inventories['VCPU'], allocation_ratio: 16 } } };
  await writeInventories(placement.session, provider, own as typeof raised);
  await putLimitsBack(placement.session, room);
  expect(await limitsOf(provider)).toEqual(own.inventories);
});

test.each([false, true])('killed at any of its writes (carried out: %s), it is repeated and undone', async (after) => {
  const host = `mortal-${after}`;
  const provider = await addHost(host, SMALL);
  for (let n = 0; n < 3; n++) await nova.addVm({ host });
  const before = await limitsOf(provider);
  let died = 0;
  for (let at = 1; ; at++) {
    const api = await mortalApi(placement.url, { at, after });
    const broken = await allocate([host], api.url).then(
      () => false,
      () => true,
    );
    await api.close();
    if (!broken) break;
    died++;
    if (at % 2 === 0) await allocate([host]);
    if (at % 2 === 0) expect(await ownLines(host)).toHaveLength(9);
    await undo();
    expect(await ownLines(host)).toEqual([]);
    expect(await limitsOf(provider)).toEqual(before);
  }
  // Limits raised, allocations written, limits put back.
  expect(died).toBe(3);
});

test('everything that is in the way is named, by VM, and the others are allocated', async () => {
  const provider = await addHost('odd', { VCPU: 10, MEMORY_MB: 10_000, DISK_GB: 100 });
  const unreported = await nova.addNode('unreported');
  const vms = [
    await nova.addVm({ host: 'odd' }),
    await nova.addVm({ host: 'odd', columns: { task_state: 'rebooting' } }),
    await nova.addVm({ host: 'odd', flavor: null }),
    await nova.addVm({ host: 'odd', flavor: { extra_specs: { 'resources:CUSTOM_LICENCE': '1' } } }),
    await nova.addVm({ host: 'odd', node: 'other' }),
    await nova.addVm({ host: 'odd', columns: { project_id: 'x'.repeat(255), user_id: ' ' } }),
  ] as const;
  const failed = allocate(['odd']);
  await expect(failed).rejects.toMatchObject({
    type: 'CheckFailed',
    message: expect.stringContaining(
      [
        `${vms[1]} on odd has none and is in the middle of a task (rebooting)`,
        `${vms[2]} on odd has a flavor that cannot be read`,
        `${vms[3]} takes CUSTOM_LICENCE by its flavor, of which odd has no inventory`,
        `${vms[4]} is on node other of odd, which nova-compute has not reported`,
      ].join('; '),
    ),
  });
  const allocated = await readProviderAllocations(placement.session, provider);
  expect(allocated?.get(vms[0])).toEqual(USUAL);

  const rows = new InstanceRows(database, placement.definition);
  const classes = new Set(await listResourceClasses(placement.session));
  const parts = { session: placement.session, rows, classes, providersUntil: 0 };
  const { problems } = await surveyHost(parts, 'unreported', await rows.nodesOf(['unreported']), false);
  expect(problems).toEqual([
    `unreported: nova-compute has reported the node unreported, but Placement does not know it (resource provider ${unreported}); look for errors of Placement in the log of nova-compute`,
  ]);
});
