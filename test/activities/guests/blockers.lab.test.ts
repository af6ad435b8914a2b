import { activitiesOf } from '../../../activities/steps/activities-of';
import { GUEST_STEPS } from '../../../activities/guests/steps';
import { closeDatabases, sourceQuery } from '../../support/databases';
import { VMS } from '../../../lab/inventory';
import type { GuestChoices } from '../../../model/guest';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { labMachines } from '../../support/lab-machines';

const RUN = { id: 'guests-test', cluster: 'lab', datacenter: 'lab' };
const INPUT = { run: RUN, step: 'preflight/guests/look', phase: 'preflight', hosts: null, old: true } as const;
const query = sourceQuery(LAB_DEFINITION);
const [first, second] = VMS as readonly [(typeof VMS)[number], (typeof VMS)[number]];

async function blockers(choices: Partial<GuestChoices> = {}): Promise<readonly string[]> {
  const lab = labMachines({ ...LAB_DEFINITION, guests: { ...LAB_DEFINITION.guests, ...choices } });
  try {
    const found = await activitiesOf(GUEST_STEPS, lab.deps).readGuestBlockers(INPUT);
    return found.blockers.map(({ type, message }) => `${type}: ${message}`);
  } finally {
    lab.close();
  }
}

function say(uuid: string, vmState: string): Promise<unknown> {
  return query('UPDATE liberty_nova.instances SET vm_state = ? WHERE uuid = ?', [vmState, uuid]);
}

afterAll(() => closeDatabases());

test('the guests of the lab are what its old Nova takes them for, real ones and those that stand in', async () => {
  await expect(blockers()).resolves.toEqual([]);
});

describe('rows that say something else', () => {
  beforeEach(() => Promise.all([say(first.uuid, 'stopped'), say(second.uuid, 'paused')]));
  afterEach(() => Promise.all([say(first.uuid, 'active'), say(second.uuid, 'active')]));

  test('are all reported at once, each with what can be done', async () => {
    const told = (await blockers()).toSorted();
    expect(told).toEqual([
      expect.stringMatching(
        /^GuestsDiffer: instance vm1 .* is stopped in Nova, .* would power the guest off \(set guests\.adoptStates, or/,
      ),
      expect.stringMatching(/^GuestsDiffer: instance vm2 .* is paused in Nova, .* or name .* in guests\.accept, or/),
    ]);
  });

  test('are nothing in the way where the definition lets rows take over what hypervisors say', async () => {
    await expect(blockers({ adoptStates: true })).resolves.toEqual([]);
    await expect(blockers({ accept: [second.uuid] })).resolves.toHaveLength(1);
    await expect(blockers({ unproven: [first.host] })).resolves.toEqual([]);
  });
});
