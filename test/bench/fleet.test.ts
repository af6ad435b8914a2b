import { standInSteps, standInUndos } from '../../bench/fleet/stand-ins';
import type { MeasuredFleet } from '../../bench/fleet/measure';
import { printFleet } from '../../bench/fleet/table';
import { STEPS } from '../../activities/steps/list';
import { definitionOf } from '../support/definition';
import { memoryLedger } from '../support/memory-ledger';
import { read } from '../house/sources';

const MEASURED: MeasuredFleet = {
  hosts: 300,
  seconds: 240,
  planSeconds: 0.8,
  rollbackSeconds: 120,
  maxHistoryEvents: 1_600,
  histories: 500,
  workerRssMb: 410,
  cpuSecondsPerHost: 0.4,
};
const RUN = { id: 'run', cluster: 'blue', datacenter: 'dc1' };

describe("the fleet's bench", () => {
  it('tells times, bounds, and that the hosts’ own work is not in it', () => {
    const text = printFleet([MEASURED]);
    for (const told of ['0.8 s', '240 s', '120 s', '1600 events', '410 MB', '0.4 s', 'their own work is not in it'])
      expect(text).toContain(told);
  });

  it('records the undos that steps record, each of a kind that can be undone', async () => {
    const ledger = memoryLedger();
    const deps = { readDefinition: async () => definitionOf('blue'), ledger: async () => ledger };
    const steps = standInSteps(deps, (step) => step === 'hosts/bad/packages');
    expect(Object.keys(steps).toSorted()).toEqual(Object.keys(STEPS).toSorted());
    const input = { run: RUN, step: 'hosts/good/packages', phase: 'hosts' } as const;
    await expect(steps['ensureModuleSwapped']?.(input)).resolves.toMatchObject({ changed: true });
    await steps['verifyServers']?.({ ...input, step: 'verify/servers/check' });
    expect(ledger.undos.map(({ step, kind }) => [step, kind])).toEqual([
      ['hosts/good/packages', STEPS.ensureModuleSwapped.undo?.kind],
    ]);
    for (const { kind } of ledger.undos) expect(standInUndos()).toHaveProperty(kind);
    await expect(steps['ensureModuleSwapped']?.({ ...input, step: 'hosts/bad/packages' })).rejects.toMatchObject({
      type: 'PackageMissing',
    });
  });

  it('is described with its options', () => {
    const page = read('docs/benchmarks.md');
    for (const option of ['bench -- fleet', '--hosts', '--json']) expect(page).toContain(option);
  });
});
