import { readDefinition } from '../../config/read-definition';
import { PHASES } from '../../model/phases';
import { planUpgrade } from '../../plan/upgrade';
import { findReleasePair } from '../../releases/register';
import { createDatacenterActivities } from '../../workers/datacenter-activities';
import { NO_DATABASES } from '../support/no-databases';
import { memoryLedger } from '../support/memory-ledger';
import { memoryStore } from '../support/memory-store';

const deps = {
  readDefinition,
  releasePair: findReleasePair,
  ...NO_DATABASES,
  store: memoryStore(),
  ledger: async () => Promise.resolve(memoryLedger()),
  machine: async () => Promise.reject(new Error('no machine here')),
};

describe("a datacenter's worker", () => {
  it('has every activity that a plan can name', async () => {
    const plan = planUpgrade(await readDefinition('lab'), { phases: PHASES, hosts: null, seedFlows: true });
    const tracks = plan.phases.flatMap(({ groups }) => groups.flatMap((group) => group.lanes));
    const named = new Set(tracks.flatMap(({ steps }) => steps.map(({ activity }) => activity)));
    expect([...named].filter((name) => !(name in createDatacenterActivities(deps)))).toEqual([]);
  });

  it('names its activities after their effect: ensure, read, verify, build, record, undo, write', () => {
    const names = Object.keys(createDatacenterActivities(deps));
    expect(names.filter((name) => !/^(ensure|read|verify|build|record|undo|write|ping)[A-Z]/.test(name))).toEqual([]);
  });
});
