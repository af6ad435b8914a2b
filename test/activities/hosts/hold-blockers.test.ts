import { readHoldBlockers } from '../../../activities/hosts/hold-blockers';
import type { RemoteMachine } from '../../../model/command';
import { LAB_DEFINITION } from '../../support/lab-definition';

/** A fake, because the lab's hosts have no datapath in the kernel: what ovs-vsctl and the shell print on a host that has one. */
function host(datapath: string, lacking: string): RemoteMachine {
  const tables = [
    {
      headings: ['name', 'datapath_type', 'protocols', 'fail_mode', 'controller', 'ports'],
      data: [['br-int', datapath, ['set', []], '', ['set', []], ['uuid', 'p1']]],
    },
    {
      headings: ['_uuid', 'name', 'tag', 'other_config', 'interfaces'],
      data: [[['uuid', 'p1'], 'tap1', 2, ['map', []], ['uuid', 'i1']]],
    },
    {
      headings: ['_uuid', 'name', 'type', 'ofport', 'external_ids', 'options'],
      data: [[['uuid', 'i1'], 'tap1', '', 3, ['map', []], ['map', []]]],
    },
    { headings: ['_uuid', 'target'], data: [] },
    { headings: ['target'], data: [] },
  ];
  const run = async ([command]: readonly string[]): Promise<object> =>
    Promise.resolve({
      exitCode: 0,
      stderr: '',
      stdout: command === 'ovs-vsctl' ? tables.map((table) => JSON.stringify(table)).join('\n') : lacking,
    });
  return { name: 'compute1', run } as unknown as RemoteMachine;
}

it('names every part that a host with the datapath in its kernel lacks', async () => {
  const blockers = await readHoldBlockers(host('system', 'the kernel module sch_plug\ntc\n'), LAB_DEFINITION);
  expect(blockers.map(({ message }) => message)).toEqual([
    'compute1: the kernel module sch_plug is missing, without which packets are lost while bridges change.',
    'compute1: tc is missing, without which packets are lost while bridges change.',
  ]);
});

it('asks nothing of a host with the datapath in userspace', async () => {
  expect(await readHoldBlockers(host('netdev', 'tc\n'), LAB_DEFINITION)).toEqual([]);
});
