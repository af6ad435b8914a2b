import { activitiesOf } from '../../../activities/steps/activities-of';
import { NETWORK_STEPS } from '../../../activities/network/steps';
import { CHECK_STEPS } from '../../../activities/checks/steps';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBE_NETWORK } from '../../../activities/network/target/explicit-ids';
import { closeDatabases } from '../../support/databases';
import { openSession } from '../../../activities/toolbox/open-session';
import { projectRoot } from '../../../config/project-root';
import { Session } from '../../../connectors/openstack/session';
import { NetworkApi } from '../../../connectors/openstack/network-api';
import { labHost } from '../../../lab/hosts/host';
import { CONTROLLER } from '../../../lab/inventory';
import { eventually } from '../../support/eventually';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { labMachines } from '../../support/lab-machines';

const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const PATH = '/opt/stackleap/neutron-extension/explicitid.py';
const extension = { path: PATH, hosts: [CONTROLLER.name], units: ['stein-neutron-server'] };
const lab = labMachines({ ...LAB_DEFINITION, network: { ...LAB_DEFINITION.network, extension } });
const network = activitiesOf(NETWORK_STEPS, lab.deps);
const checks = activitiesOf(CHECK_STEPS, lab.deps);
const controller = labHost(CONTROLLER);

function step(name: string) {
  return { run: RUN, step: `finalize/remains/${name}`, phase: 'finalize' } as const;
}

async function aliases(): Promise<ReadonlySet<string>> {
  return new NetworkApi(await openSession(LAB_DEFINITION)).extensions();
}

async function loadedAgain(): Promise<void> {
  if (!(await aliases()).has('explicit-id')) throw new Error('Neutron has not loaded the extension again');
}

afterAll(async () => {
  copyFileSync(join(projectRoot(), 'remote/neutron-extension/explicitid.py'), join(controller.root, PATH));
  await controller.run('systemctl restart stein-neutron-server');
  await eventually(loadedAgain, { timeoutMs: 60_000 });
  lab.close();
  await closeDatabases();
});

test('while it is loaded, finalize does not pass, and says what to do', async () => {
  await expect(checks.verifyExplicitIdsRefused(step('explicit-ids'))).rejects.toMatchObject({
    type: 'CheckFailed',
    message: expect.stringMatching(/still has the extension explicit-id: .*restart.*administrator may still choose/),
  });
  const api = new NetworkApi(await openSession(LAB_DEFINITION));
  await expect(api.find('network', PROBE_NETWORK.id)).resolves.toBeUndefined();
});

test('while it is loaded, tenants list objects by their ids as before', async () => {
  const tenant = { username: 'blue', password: 'blue', project: 'blue', domain: 'default', region: 'RegionOne' };
  const api = new NetworkApi(new Session({ ...tenant, url: LAB_DEFINITION.target.identity.url }));
  const { id } = await api.create('network', { name: 'of a tenant' });
  try {
    await expect(api.list('network', { id })).resolves.toMatchObject([{ id }]);
    await expect(api.list('port', { id })).resolves.toEqual([]);
  } finally {
    await api.remove('network', id);
  }
});

test('nothing is taken away where nobody said where it is', async () => {
  const { deps, close } = labMachines();
  const { ensureExtensionRemoved } = activitiesOf(NETWORK_STEPS, deps);
  await expect(ensureExtensionRemoved(step('extension'))).resolves.toMatchObject({ changed: false });
  close();
  await expect(aliases()).resolves.toContain('explicit-id');
});

test('after a worker died between the file and the restart the next attempt restarts, and a third does nothing', async () => {
  await controller.run(`rm ${PATH}`);
  await expect(network.ensureExtensionRemoved(step('extension'))).resolves.toMatchObject({ changed: true });
  await expect(network.ensureExtensionRemoved(step('extension'))).resolves.toMatchObject({ changed: false });
  await expect(aliases()).resolves.not.toContain('explicit-id');
});

test("then an id is nobody's to give, and the phase would not begin", async () => {
  await expect(checks.verifyExplicitIdsRefused(step('explicit-ids'))).resolves.toMatchObject({ changed: false });
  expect(lab.ledger.facts.get('checks/explicit ids')).toMatchObject({ passed: true });
  const ids = { run: RUN, step: 'network/neutron/ids', phase: 'network' } as const;
  await expect(network.verifyIdsTaken(ids)).rejects.toMatchObject({
    type: 'ApiFailed',
    message: expect.stringContaining('is the extension explicit-id loaded'),
  });
  const { blockers } = await network.readNetworkBlockers({ run: RUN, step: 'p', phase: 'preflight' });
  expect(blockers.map(({ message }) => message).join()).toContain('The new Neutron lacks the extension explicit-id');
});
