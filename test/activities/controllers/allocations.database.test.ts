import { InstanceRows } from '../../../activities/controllers/allocations/instance-rows';
import { putLimitsBack, raiseLimits, roomFor } from '../../../activities/controllers/allocations/room';
import { surveyHost } from '../../../activities/controllers/allocations/survey-host';
import {
  createAllocations,
  listResourceClasses,
  readInventories,
  readProviderAllocations,
  writeInventories,
} from '../../../connectors/openstack/placement-api';
import { mortalApi } from '../../support/mortal-api';
import { LARGE, openAllocations, RUN, type ScratchAllocations } from '../../support/scratch-allocations';

const SMALL = { VCPU: 4, MEMORY_MB: 3000, DISK_GB: 1000 };
/** What a usual VM takes. */
const USUAL = { VCPU: 2, MEMORY_MB: 2048, DISK_GB: 20 };

let scratch: ScratchAllocations;
beforeAll(async () => {
  scratch = await openAllocations('alloc');
});
afterAll(() => scratch.close());
beforeEach(() => scratch.ledger.clear());

test('a second run changes nothing, and an undo takes out what was written, and nothing else', async () => {
  const [here, there] = [await scratch.addHost('twice', LARGE), await scratch.addHost('elsewhere', LARGE)];
  const [, moved, resized] = [
    await scratch.nova.addVm({ host: 'twice' }),
    await scratch.nova.addVm({ host: 'twice' }),
    await scratch.nova.addVm({ host: 'twice' }),
  ] as const;
  const owner = { project: 'tenant', user: 'somebody' };
  await createAllocations(scratch.placement.session, [
    { consumer: moved, provider: there, resources: USUAL, ...owner },
    { consumer: resized, provider: here, resources: { ...USUAL, VCPU: 1 }, ...owner },
  ]);
  const before = await scratch.placement.allocations();

  await expect(scratch.allocate(['twice'])).resolves.toEqual({
    changed: true,
    summary: `Allocations of 3 VMs, 1 of them created now. Left as they are, though their flavor says otherwise: ${resized}, ${moved}.`,
  });
  const after = await scratch.placement.allocations();
  expect(after).toHaveLength(before.length + 3);
  expect(after).toEqual(expect.arrayContaining([...before]));
  await expect(scratch.allocate(['twice'])).resolves.toMatchObject({ changed: false });
  await expect(scratch.placement.allocations()).resolves.toEqual(after);
  await scratch.undo();
  await expect(scratch.placement.allocations()).resolves.toEqual(before);
});

test('an undo that an earlier version has recorded takes out its VMs, wherever they are', async () => {
  const provider = await scratch.addHost('earlier', LARGE);
  const consumer = await scratch.nova.addVm({ host: 'earlier' });
  await createAllocations(scratch.placement.session, [
    { consumer, provider, resources: USUAL, project: 'p', user: 'u' },
  ]);
  await scratch.ledger.recordUndo({ run: RUN, step: 'old', phase: 'hosts' }, 'deleteAllocations', {
    consumers: [consumer],
  });
  await expect(scratch.undo()).resolves.toEqual(['The allocations of 1 VMs are deleted.']);
  await expect(scratch.linesOf('earlier')).resolves.toEqual([]);
});

test('a VM without an owner is allocated for nobody, and a soft-deleted one keeps its place', async () => {
  await scratch.addHost('ownerless', LARGE);
  await scratch.nova.addVm({ host: 'ownerless', columns: { user_id: null, vm_state: 'soft-delete' } });
  await scratch.allocate(['ownerless']);
  await expect(scratch.linesOf('ownerless')).resolves.toEqual(
    expect.arrayContaining([expect.stringMatching(/ VCPU 2 tenant 00000000-0000-0000-0000-000000000000$/)]),
  );
});

test('VMs beyond what a host has are allocated all the same, and its limits are as before', async () => {
  const provider = await scratch.addHost('full', SMALL);
  for (let n = 0; n < 3; n++) await scratch.nova.addVm({ host: 'full' });
  await scratch.nova.addVm({ host: 'full', flavor: { vcpus: 16, memory_mb: 100 } });
  const before = await scratch.limitsOf(provider);
  await expect(scratch.allocate(['full'])).resolves.toEqual({
    changed: true,
    summary:
      'Allocations of 4 VMs, 4 of them created now. More than the hosts have, so that nothing is scheduled there: full: 22 VCPU of 4, 6244 MEMORY_MB of 3300.',
  });
  expect(await scratch.linesOf('full')).toHaveLength(12);
  expect(await scratch.limitsOf(provider)).toEqual(before);
  // Nobody else gets anything there.
  const more = { consumer: await scratch.nova.addVm({}), provider, resources: { VCPU: 1 }, project: 'p', user: 'u' };
  await expect(createAllocations(scratch.placement.session, [more])).rejects.toMatchObject({ status: 409 });
});

test('what nova-compute writes while its limits are raised stays', async () => {
  const provider = await scratch.addHost('busy', SMALL);
  const found = await readInventories(scratch.placement.session, provider);
  if (found === undefined) throw new Error('the provider is gone');
  const { inventories } = found;
  const room = roomFor(provider, inventories, { VCPU: 4 }, [{ VCPU: 2, MEMORY_MB: 1 }]);
  if (room === undefined) throw new Error('there is room');
  await raiseLimits(scratch.placement.session, room);
  const raised = await readInventories(scratch.placement.session, provider);
  if (raised === undefined) throw new Error('the provider is gone');
  expect(raised.inventories['VCPU']?.allocation_ratio).toBeCloseTo(1.5, 3);
  const own = { ...raised, inventories: { ...inventories, VCPU: { ...inventories['VCPU'], allocation_ratio: 16 } } };
  await writeInventories(scratch.placement.session, provider, own as typeof raised);
  await putLimitsBack(scratch.placement.session, room);
  expect(await scratch.limitsOf(provider)).toEqual(own.inventories);
});

test.each([false, true])('killed at any of its writes (carried out: %s), it is repeated and undone', async (after) => {
  const host = `mortal-${after}`;
  const provider = await scratch.addHost(host, SMALL);
  for (let n = 0; n < 3; n++) await scratch.nova.addVm({ host });
  const before = await scratch.limitsOf(provider);
  let died = 0;
  for (let at = 1; ; at++) {
    const api = await mortalApi(scratch.placement.url, { at, after });
    const broken = await scratch.allocate([host], api.url).then(
      () => false,
      () => true,
    );
    await api.close();
    if (!broken) break;
    died++;
    if (at % 2 === 0) await scratch.allocate([host]);
    if (at % 2 === 0) expect(await scratch.linesOf(host)).toHaveLength(9);
    await scratch.undo();
    expect(await scratch.linesOf(host)).toEqual([]);
    expect(await scratch.limitsOf(provider)).toEqual(before);
  }
  // Limits raised, allocations written, limits put back.
  expect(died).toBe(3);
});

test('everything that is in the way is named, by VM, and the others are allocated', async () => {
  const provider = await scratch.addHost('odd', { VCPU: 10, MEMORY_MB: 10_000, DISK_GB: 100 });
  const unreported = await scratch.nova.addNode('unreported');
  const vms = [
    await scratch.nova.addVm({ host: 'odd' }),
    await scratch.nova.addVm({ host: 'odd', columns: { task_state: 'rebooting' } }),
    await scratch.nova.addVm({ host: 'odd', flavor: null }),
    await scratch.nova.addVm({ host: 'odd', flavor: { extra_specs: { 'resources:CUSTOM_LICENCE': '1' } } }),
    await scratch.nova.addVm({ host: 'odd', node: 'other' }),
    await scratch.nova.addVm({ host: 'odd', columns: { project_id: 'x'.repeat(255), user_id: ' ' } }),
  ] as const;
  const failed = scratch.allocate(['odd']);
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
  const allocated = await readProviderAllocations(scratch.placement.session, provider);
  expect(allocated?.get(vms[0])).toEqual(USUAL);

  const rows = new InstanceRows(scratch.database, scratch.placement.definition);
  const classes = new Set(await listResourceClasses(scratch.placement.session));
  const parts = { session: scratch.placement.session, rows, classes, providersUntil: 0 };
  const { problems } = await surveyHost(parts, 'unreported', await rows.nodesOf(['unreported']), false);
  expect(problems).toEqual([
    `unreported: nova-compute has reported the node unreported, but Placement does not know it (resource provider ${unreported}); look for errors of Placement in the log of nova-compute`,
  ]);
});
