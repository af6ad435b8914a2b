import { activitiesOf } from '../../../activities/steps/activities-of';
import { DATABASE_STEPS } from '../../../activities/databases/steps';
import { USERS } from '../../../lab/inventory';
import type { AlignmentChoices } from '../../../model/tables/alignment-choices';
import type { ClusterDefinition } from '../../../model/cluster';
import { askOf, type Ask } from '../../support/ask';
import { fakeKeystone } from '../../support/fake-keystone';
import type { FakeOpenStack } from '../../support/fake-openstack';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { BLUE, CHOICES, GREEN, NEW, OLD_CLOUD, VM1 } from './fix-ups-cloud';

let scratch: Scratch;
let ask: Ask;
let definition: ClusterDefinition;
let keystone: FakeOpenStack;
beforeAll(async () => {
  scratch = await openScratch('refused');
  ask = askOf(scratch);
  keystone = await fakeKeystone({
    projects: [BLUE, GREEN, NEW.blue, NEW.green],
    users: [...USERS.map(({ id }) => id), NEW.anna, NEW.ben],
  });
  const { alignment, target } = scratch.cloud.definition;
  definition = {
    ...scratch.cloud.definition,
    alignment: { ...alignment, ...CHOICES },
    target: { ...target, identity: { ...target.identity, url: keystone.url } },
  };
  for (const statement of OLD_CLOUD) await ask(statement);
});
afterAll(async () => {
  await keystone.close();
  await scratch.close();
});

async function blockers(choices: Partial<AlignmentChoices>): Promise<string[]> {
  const changed = { ...definition, alignment: { ...definition.alignment, ...choices } };
  const activities = activitiesOf(DATABASE_STEPS, scratch.withDefinition(changed));
  const found = await activities.readDatabaseBlockers({ run: scratch.run, step: 'preflight/x/y', phase: 'preflight' });
  return found.blockers.map(({ message }) => message);
}

test('nothing stands in the way of the right one', async () => {
  expect(await blockers({})).toEqual([]);
});

test('an id without a partner', async () => {
  const found = await blockers({ identity: { projects: { [BLUE]: NEW.blue }, users: {} } });
  expect(found).toContainEqual(expect.stringContaining('nova.instances, column project_id'));
  expect(found).toContainEqual(expect.stringContaining('glance.images, column owner'));
  expect(found).toContainEqual(expect.stringContaining('cinder.volumes, column project_id'));
  expect(found).toContainEqual(expect.stringContaining('isolation of tenants'));
  expect(found.filter((message) => message.includes('user_id'))).toEqual([]);
});

test('an id without a partner in what an instance or a volume knows of its image', async () => {
  const users = { [USERS[0]?.id as string]: NEW.anna };
  const found = await blockers({ identity: { projects: { [BLUE]: NEW.blue }, users } });
  for (const [mapping, property, kind] of [
    ['nova.instance_system_metadata', 'image_owner_id', 'project'],
    ['nova.instance_system_metadata', 'image_user_id', 'user'],
    ['cinder.volume_glance_metadata', 'owner_id', 'project'],
    ['cinder.volume_glance_metadata', 'user_id', 'user'],
  ] as const)
    expect(found).toContainEqual(
      expect.stringContaining(`${mapping}: the property ${property} names a ${kind} without a partner: 1 row`),
    );
});

test("new ids that the target's Keystone does not know, all of them at once", async () => {
  const [anna, ben] = USERS.map(({ id }) => id) as [string, string];
  const found = await blockers({
    identity: {
      projects: { [BLUE]: 'typo', [GREEN]: GREEN },
      users: { [anna]: 'gone1', [ben]: 'gone2', old: NEW.ben },
    },
  });
  expect(found).toEqual([
    "The target's Keystone does not know 1 new id of alignment.identity.projects: typo.",
    "The target's Keystone does not know 2 new ids of alignment.identity.users: gone1, gone2.",
  ]);
});

test('a user who is gone is no obstacle where users keep their ids', async () => {
  await ask(`UPDATE {old.nova}.instances SET user_id = 'leaver' WHERE uuid = '${VM1}'`);
  const users = { [USERS[0]?.id as string]: NEW.anna };
  const kept = { projects: {}, users: {} };
  for (const choices of [{ identity: kept }, { identity: { ...kept, users }, without: ['userIds'] }])
    expect(await blockers(choices)).toEqual([]);
  await ask(`UPDATE {old.nova}.instances SET user_id = '${USERS[0]?.id}' WHERE uuid = '${VM1}'`);
});

test('an aggregate that is not there, aggregates that differ', async () => {
  expect(await blockers({ aggregates: { merge: [{ into: 'genral', from: ['fast'] }] } })).toEqual([
    expect.stringContaining('an aggregate to merge it into that is not there'),
  ]);
  expect(await blockers({ aggregates: { merge: [{ into: 'general', from: ['Fast', 'rack9'] }] } })).toEqual([
    'alignment.aggregates.merge names aggregates that are not there: rack9.',
  ]);
  await ask("UPDATE {old.nova}.aggregate_metadata SET value = 'fast' WHERE aggregate_id = 2 AND `key` = 'pool'");
  expect(await blockers({})).toContainEqual(expect.stringContaining('differ in the value of a key'));
  await ask("UPDATE {old.nova}.aggregate_metadata SET value = 'general' WHERE aggregate_id = 2 AND `key` = 'pool'");
});

test('a volume type that is not there; a transfer without its table; a PCI device without its node', async () => {
  expect(await blockers({ volumeType: 'gold' })).toEqual([expect.stringContaining('alignment.volumeType')]);
  const { tables } = definition.alignment;
  expect(await blockers({ tables: tables.filter((name) => name !== 'transfers') })).toEqual([
    expect.stringContaining('put transfers into alignment.tables'),
  ]);
  await ask(`UPDATE {old.nova}.pci_devices SET status = 'allocated', instance_uuid = '${VM1}' WHERE id = 2`);
  expect(await blockers({ tables: tables.filter((name) => name !== 'computeNodes') })).toEqual([
    expect.stringContaining('put computeNodes into alignment.tables'),
  ]);
  expect(await blockers({})).toEqual([]);
});
