import { readBoundaries, type Boundary } from '../../../lab/chaos/boundary';
import { killsOf, recoveryFrom } from '../../../lab/chaos/recovery';
import { longestRecovery, printFaults } from '../../../lab/chaos/table';

const place = { key: 'ensureRows compute/nova.instances/import', activity: 'ensureRows', step: '', phase: 'compute' };

function boundary(at: number, event: Boundary['event'], more: Partial<Boundary> = {}): Boundary {
  return { ...place, attempt: 1, at, event, ...more };
}

const death = boundary(1_000, 'die', { moment: 'amid' });

test('a death is over when the same task is begun again', () => {
  const lines = [
    boundary(0, 'start'),
    death,
    boundary(5_000, 'start', { key: 'another' }),
    boundary(9_500, 'start', { attempt: 2 }),
  ];
  expect(killsOf(lines)).toEqual([
    { fault: 'worker killed while it acted', where: 'ensureRows', phase: 'compute', secondsToRecover: 8.5 },
  ]);
});

test('a task that is never begun again is said', () => {
  const faults = killsOf([boundary(0, 'start'), death]);
  expect(faults).toMatchObject([{ secondsToRecover: null }]);
  expect(printFaults(faults)).toContain('one never');
  expect(longestRecovery({ faults })).toBe(0);
});

test('an outage is over when an activity ends well', () => {
  const lines = [boundary(500, 'end'), boundary(2_000, 'start'), boundary(4_000, 'end')];
  expect(recoveryFrom(1_000, lines)).toBe(3);
  expect(recoveryFrom(5_000, lines)).toBeNull();
});

test('a line that the killed worker has not finished is left out', () => {
  expect(readBoundaries(`${JSON.stringify(death)}\n{"at":12,"ev`)).toEqual([death]);
});
