import { unknownHost } from '../../../activities/runs/plans/unknown-host';
import { planUpgrade } from '../../../plan/upgrade';
import { definitionOf } from '../../support/definition';

const plan = (phases: Parameters<typeof planUpgrade>[1]['phases'], hosts: readonly string[] | null = null) =>
  planUpgrade(definitionOf('blue'), { phases, hosts, seedFlows: true });

test('a host that has its turn is known, in either phase', () => {
  for (const phase of ['hosts', 'agents'] as const) expect(unknownHost(plan([phase]), 'compute3')).toBeUndefined();
  expect(unknownHost(plan(['hosts'], ['compute1']), 'compute3')).toMatch(
    /^compute3 is none of the 1 host of this plan/,
  );
});

test('no table, service, probe or batch is taken for a host', () => {
  const whole = plan(['images', 'compute', 'network', 'controllers', 'hosts', 'agents', 'verify']);
  const tracks = whole.phases.flatMap(({ groups }) => groups.flatMap(({ lanes }) => lanes.map(({ name }) => name)));
  const others = tracks.filter((name) => !name.startsWith('compute'));
  expect(others).toEqual(expect.arrayContaining(['nova.instances', 'servers', 'probes']));
  for (const name of others) expect(unknownHost(whole, name)).toContain(`${name} is none of the 3 hosts`);
});

test('a plan that takes no host through knows none', () => {
  expect(unknownHost(plan(['images']), 'compute1')).toBe(
    'No hypervisor has its turn in this run, so that compute1 cannot be named.',
  );
});
