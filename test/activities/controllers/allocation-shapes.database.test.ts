import { readProviderAllocations } from '../../../connectors/openstack/placement-api';
import { LARGE, openAllocations, type ScratchAllocations } from '../../support/scratch-allocations';
import type { VmShape } from '../../support/stein-nova';

let scratch: ScratchAllocations;
beforeAll(async () => {
  scratch = await openAllocations('shapes');
});
afterAll(() => scratch.close());

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
  const provider = await scratch.addHost('shapes', LARGE);
  for (const shape of Object.values(SHAPES)) await scratch.nova.addVm(shape);
  const healed = await scratch.placement.novaManage(['placement', 'heal_allocations', '--verbose']);
  expect(healed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Processed 27 instances') });
  const theirs = await scratch.linesOf('shapes');
  expect(new Set(theirs.map((line) => line.split(' ')[0])).size).toBe(27);
  const consumers = await readProviderAllocations(scratch.placement.session, provider);
  for (const consumer of consumers?.keys() ?? [])
    await scratch.placement.session.call('placement', 'DELETE', `/allocations/${consumer}`);

  await expect(scratch.allocate(['shapes'])).resolves.toEqual({
    changed: true,
    summary: 'Allocations of 27 VMs, 27 of them created now.',
  });
  await expect(scratch.linesOf('shapes')).resolves.toEqual(theirs);
});
