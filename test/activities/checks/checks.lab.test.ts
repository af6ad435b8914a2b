import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { CHECK_STEPS } from '../../../activities/checks/steps';
import { closeDatabases, targetQuery } from '../../support/databases';
import type { UndoEntry } from '../../../model/ledger';
import { VMS } from '../../../lab/inventory';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { labDependencies } from '../../support/lab-neutron';

const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const { deps, ledger } = labDependencies();
const activities = activitiesOf(CHECK_STEPS, deps);
const undos = undosOf(CHECK_STEPS, deps);

function input(name: string) {
  return { run: RUN, step: `verify/${name}/check`, phase: 'verify' } as const;
}

afterAll(closeDatabases);

test('before an upgrade every check fails and names what is missing', async () => {
  await expect(activities.verifyServers(input('servers'))).rejects.toMatchObject({ type: 'CheckFailed' });
  await expect(activities.verifyPorts({ ...input('ports'), hosts: LAB_DEFINITION.hypervisors })).rejects.toMatchObject({
    type: 'CheckFailed',
  });
  await expect(activities.verifyVolumes(input('volumes'))).rejects.toMatchObject({ type: 'CheckFailed' });
  await expect(activities.verifyImages(input('images'))).rejects.toMatchObject({ type: 'CheckFailed' });
  const servers = ledger.facts.get('checks/servers');
  expect(servers).toMatchObject({ name: 'servers', passed: false });
  expect(servers?.['problems']).toEqual(expect.arrayContaining(VMS.map(({ uuid }) => `server ${uuid} is missing`)));
});

test('a tenant may not choose ids even while an administrator may; the check leaves no tenant behind, alive or killed', async () => {
  await expect(activities.verifyExplicitIdsRefused(input('ids'))).rejects.toMatchObject({
    type: 'CheckFailed',
    message: expect.not.stringContaining('a tenant may choose'),
  });
  const entry = ledger.undos[0] as UndoEntry;
  await undos[entry.kind]?.(entry, RUN);
  const rows = await targetQuery(LAB_DEFINITION)("SELECT id FROM keystone.project WHERE name LIKE 'stackleap%'");
  expect(rows).toEqual([]);
});
