import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { DATABASE_STEPS } from '../../../activities/databases/steps';
import { CHECK_STEPS } from '../../../activities/checks/steps';
import { closeDatabases, targetQuery } from '../../support/databases';
import { PROJECTS, VMS } from '../../../lab/inventory';
import type { AlignmentChoices } from '../../../model/tables/alignment-choices';
import { planCompute } from '../../../plan/compute';
import { planVolumes } from '../../../plan/volumes';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { labDependencies } from '../../support/lab-neutron';
import { runPhase, undoAll } from '../../support/run-plan';

const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const SKY = 'a5'.repeat(16);
const { deps, ledger } = labDependencies();
const query = targetQuery(LAB_DEFINITION);
const { uuid: soft, name } = VMS.at(-1) as (typeof VMS)[number];

function copiedUnder(choices: Partial<AlignmentChoices>) {
  const definition = {
    ...LAB_DEFINITION,
    volumes: {
      hosts: { 'old-cinder@ceph#ceph': 'controller@rbd1#rbd1', 'old-cinder': 'controller' },
      availabilityZone: 'nova',
    },
    alignment: { ...LAB_DEFINITION.alignment, tables: ['transfers'], ...choices },
  };
  const own = { ...deps, readDefinition: async () => Promise.resolve(definition) };
  const databases = activitiesOf(DATABASE_STEPS, own);
  return {
    ...activitiesOf(CHECK_STEPS, own),
    copy: async () => {
      await runPhase(planCompute(definition), databases, RUN);
      await runPhase(planVolumes(definition), databases, RUN);
    },
    undo: async () => undoAll(ledger, undosOf(DATABASE_STEPS, own), RUN),
  };
}

function input(name: string) {
  return { run: RUN, step: `verify/${name}/check`, phase: 'verify' } as const;
}

let copied: ReturnType<typeof copiedUnder> | undefined;
beforeAll(() => query("UPDATE liberty_nova.instances SET vm_state = 'soft-delete' WHERE uuid = ?", [soft]));
afterEach(() => copied?.undo());
afterAll(async () => {
  await query("UPDATE liberty_nova.instances SET vm_state = 'active' WHERE uuid = ?", [soft]);
  await closeDatabases();
});

const [blue, green] = PROJECTS.map(({ id }) => id) as [string, string];
const identity = { projects: { [blue]: SKY, [green]: green }, users: {} };

test('servers in projects with new ids, one of them soft-deleted, and volumes on new hosts are as they were', async () => {
  copied = copiedUnder({ identity });
  await copied.copy();
  const checked = await copied.verifyServers(input('servers'));
  expect(checked.summary).toMatch(/^\d+ servers are unchanged\.$/);
  await copied.verifyVolumes(input('volumes'));

  // Whoever expects the old ids and hosts finds others.
  const old = copiedUnder({ identity, without: ['projectIds', 'volumeServices'] });
  await expect(old.verifyServers(input('servers'))).rejects.toMatchObject({
    message: expect.stringContaining(`project was '${blue}' and is '${SKY}'`),
  });
  await expect(old.verifyVolumes(input('volumes'))).rejects.toMatchObject({
    message: expect.stringContaining("host was 'old-cinder@ceph#ceph' and is 'controller@rbd1#rbd1'"),
  });
  // The soft-deleted one was compared, too.
  await query("UPDATE nova.instances SET display_name = 'other' WHERE uuid = ?", [soft]);
  await expect(copied.verifyServers(input('servers'))).rejects.toMatchObject({
    message: expect.stringContaining(`server ${soft}: name was`),
  });
  await query('UPDATE nova.instances SET display_name = ? WHERE uuid = ?', [name, soft]);
});

test('what is switched off is not expected either', async () => {
  copied = copiedUnder({ identity, without: ['projectIds', 'volumeServices'] });
  await copied.copy();
  await expect(copied.verifyServers(input('servers'))).resolves.toMatchObject({ changed: false });
  await expect(copied.verifyVolumes(input('volumes'))).resolves.toMatchObject({ changed: false });
});
