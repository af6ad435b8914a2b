import { summarise, type Change } from '../../bench/loss/summary';
import { printLoss } from '../../bench/loss/table';
import type { TargetLoss } from '../../model/report/loss';
import { read } from '../house/sources';

function target(name: string, sent: number, lost: number, longestGapMs: number, host = 'compute1'): TargetLoss {
  return { name, host, sent, lost, longestGapMs, longestRun: lost, totalGapMs: longestGapMs, gaps: [] };
}

const CHANGES: readonly Change[] = [
  {
    vms: [target('vm1', 1000, 0, 0), target('vm2', 1000, 40, 400)],
    hosts: ['compute1'],
    undo: [target('vm1', 500, 1, 10), target('vm2', 500, 0, 0)],
    controls: [target('control-flat', 1500, 0, 0)],
  },
  {
    vms: [target('vm1', 900, 7, 70, 'compute2'), target('vm2', 900, 0, 0)],
    hosts: ['compute1'],
    undo: [target('vm1', 400, 0, 0), target('vm2', 400, 0, 0)],
    controls: [target('control-flat', 1300, 2, 20)],
  },
];

describe("the loss's bench", () => {
  it('sums over VMs and changes, keeps the longest gap of one VM, and leaves undo and controls apart', () => {
    expect(summarise(CHANGES)).toEqual({
      changes: 2,
      sent: 3800,
      lost: 47,
      longestGapMs: 400,
      vmsWithLoss: 2,
      undo: { sent: 1800, lost: 1, longestGapMs: 10 },
      elsewhere: { sent: 900, lost: 7, longestGapMs: 70 },
      controls: { sent: 2800, lost: 2, longestGapMs: 20 },
    });
  });

  it('is nothing where nothing was changed', () => {
    expect(summarise([])).toMatchObject({ changes: 0, sent: 0, lost: 0, longestGapMs: 0 });
  });

  it("tells each method's figures, and the worst of the prober's pace", () => {
    const text = printLoss({ stackleap: summarise(CHANGES) }, [
      { name: 'control-flat', answersPerSecond: 99.9, p99Ms: 11, longestMs: 14.5 },
      { name: 'control-vlan', answersPerSecond: 97.2, p99Ms: 10.8, longestMs: 30.1 },
    ]);
    for (const told of [
      'stackleap',
      '3800',
      '47',
      '400 ms',
      '1 of 1800',
      '7 of 900',
      '2 of 2800',
      '97.2',
      '11 ms',
      '30.1 ms',
    ])
      expect(text).toContain(told);
  });

  it('is described with its options', () => {
    const page = read('docs/benchmarks.md');
    for (const option of ['bench -- loss', '--changes', '--keep']) expect(page).toContain(option);
  });
});
