import { readDefinition } from '../../../config/read-definition';
import { PHASES } from '../../../model/phases';
import { planUpgrade } from '../../../plan/upgrade';
import { HostWatch } from '../../../workers/telemetry/watch-hosts';
import type { SetGauge } from '../../../workers/telemetry/gauges';
import { definitionOf } from '../../support/definition';
import { eventually } from '../../support/eventually';
import { memoryLedger } from '../../support/memory-ledger';

test('tells how many hypervisors wait, are upgraded, have finished: of clusters that were worked on', async () => {
  const ledger = memoryLedger();
  const done = { changed: true, summary: '' };
  for (const step of ['hosts/compute1/own', 'hosts/compute2/own', 'hosts/batch-1/cells', 'agents/compute1/release'])
    ledger.done.set(step, done);
  const definition = { ...definitionOf('blue'), hypervisors: ['compute1', 'compute2', 'compute3', 'compute4'] };
  const deps = { readDefinition: async () => Promise.resolve(definition), ledger: async () => Promise.resolve(ledger) };
  const seen: Record<string, number> = {};
  const set: SetGauge = (name, value, labels) => {
    seen[`${name} ${Object.values(labels).join(' ')}`] = value;
  };
  const watch = new HostWatch();
  const stop = watch.start(deps, set, 5);
  const { ensureThing } = watch.noteClusters({ ensureThing: async (input: object) => Promise.resolve(input) });
  expect(seen).toEqual({});
  expect(await ensureThing({ run: { cluster: 'blue' } })).toEqual({ run: { cluster: 'blue' } });
  await eventually(() =>
    expect(seen).toEqual({
      'stackleap_hosts blue waiting': 2,
      'stackleap_hosts blue upgraded': 1,
      'stackleap_hosts blue finished': 1,
    }),
  );
  stop();
});

test('every plan has the steps by which hypervisors are counted, once for each', async () => {
  const lab = await readDefinition('lab');
  const { phases } = planUpgrade(lab, { phases: PHASES, hosts: null, seedFlows: true });
  const ids = phases.flatMap(({ groups }) => groups.flatMap(({ lanes }) => lanes.flatMap(({ steps }) => steps)));
  for (const [phase, what] of [
    ['hosts', 'own'],
    ['agents', 'release'],
  ])
    expect(ids.filter(({ id }) => id.startsWith(`${phase}/`) && id.endsWith(`/${what}`))).toHaveLength(
      lab.hypervisors.length,
    );
});
