import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { SERVICE_STEPS } from '../../../activities/services/steps';
import type { Dependencies } from '../../../activities/dependencies';
import type { UndoEntry } from '../../../model/ledger';
import { fakeSystemd } from '../../support/fake-systemd';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { memoryLedger } from '../../support/memory-ledger';

const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const INPUT = { run: RUN, step: 'freeze/apis/stop', phase: 'freeze' } as const;
const UNITS = LAB_DEFINITION.source.apis[0]?.units ?? [];

function lab(states = new Map<string, 'active' | 'inactive'>(UNITS.map((unit) => [unit, 'active']))) {
  const ledger = memoryLedger();
  const machine = fakeSystemd(states);
  const deps = {
    readDefinition: async () => LAB_DEFINITION,
    ledger: async () => ledger,
    machine: async () => machine,
  } as unknown as Dependencies;
  return {
    ledger,
    machine,
    states,
    activities: activitiesOf(SERVICE_STEPS, deps),
    undos: undosOf(SERVICE_STEPS, deps),
  };
}

test('stops what runs, keeps the moment, and does nothing the second time', async () => {
  const { activities, ledger, machine } = lab();
  await expect(activities.ensureServicesStopped(INPUT)).resolves.toMatchObject({ changed: true });
  const frozen = ledger.facts.get('freeze');
  expect(frozen).toEqual({ at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) });
  await expect(activities.ensureServicesStopped(INPUT)).resolves.toMatchObject({ changed: false });
  expect(machine.calls).toEqual([`stop ${UNITS.join(' ')}`]);
  expect(ledger.facts.get('freeze')).toEqual(frozen);
});

test('the undo starts what ran before and nothing else, also after a death half-way', async () => {
  const { activities, undos, ledger, states, machine } = lab();
  states.set('liberty-glance-api', 'inactive');
  const stop = machine.run.bind(machine);
  let calls = 0;
  machine.run = async (argv, options) => {
    if (argv[1] === 'stop' && calls++ === 0) {
      await stop(['systemctl', 'stop', '--', 'liberty-nova-api'], options);
      throw new Error('the connection is gone');
    }
    return stop(argv, options);
  };
  await expect(activities.ensureServicesStopped(INPUT)).rejects.toThrow('the connection is gone');
  await activities.ensureServicesStopped(INPUT);
  expect([...states.values()]).not.toContain('active');
  await undos['startUnits']?.(ledger.undos[0] as UndoEntry, RUN);
  expect(Object.fromEntries(states)).toEqual({
    'liberty-nova-api': 'active',
    'liberty-glance-api': 'inactive',
    'liberty-cinder-api': 'active',
    'liberty-neutron-server': 'active',
  });
});

test('a unit that systemd does not know stops the phase before it stops anything', async () => {
  const { activities, machine, ledger } = lab(new Map([['liberty-nova-api', 'active']]));
  await expect(activities.ensureServicesStopped(INPUT)).rejects.toMatchObject({ type: 'InvalidDefinition' });
  expect(machine.calls).toEqual([]);
  expect(ledger.undos).toEqual([]);
});
