import type { PhaseName } from '../../model/phases';
import { withProbes } from '../../plan/probes';

function phases(...names: readonly PhaseName[]) {
  return names.map((name) => ({ name, groups: [] }));
}

function steps(planned: ReturnType<typeof withProbes>): string[] {
  return planned.flatMap(({ groups }) =>
    groups.flatMap(({ lanes }) => lanes.flatMap((track) => track.steps.map(({ id }) => id))),
  );
}

test('VMs are pinged from before the first change until after the last one', () => {
  expect(steps(withProbes(phases('preflight', 'freeze', 'hosts', 'finalize')))).toEqual([
    'freeze/probes/start',
    'finalize/probes/stop',
  ]);
});

test('a single phase starts and stops them itself', () => {
  expect(steps(withProbes(phases('preflight', 'agents')))).toEqual(['agents/probes/start', 'agents/probes/stop']);
});

test('a preflight alone pings nobody', () => {
  expect(steps(withProbes(phases('preflight')))).toEqual([]);
});
