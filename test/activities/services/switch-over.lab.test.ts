import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { databaseNow } from '../../../activities/services/tenant-writes';
import { SERVICE_STEPS } from '../../../activities/services/steps';
import { closeDatabases } from '../../support/databases';
import { openSession } from '../../../activities/toolbox/open-session';
import { targetStatements } from '../../../activities/toolbox/statements';
import { switchUnits } from '../../../activities/toolbox/switch-units';
import { NetworkApi } from '../../../connectors/openstack/network-api';
import type { UndoEntry } from '../../../model/ledger';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { eventually } from '../../support/eventually';
import { labMachines } from '../../support/lab-machines';
import { memoryStore } from '../../support/memory-store';

const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const STOP = { run: RUN, step: 'freeze/apis/stop', phase: 'freeze' } as const;
const OPEN = { run: RUN, step: 'open/apis/start', phase: 'open' } as const;
/** Where tenants reach Nova: first the old API, then the new one. */
const NOVA = 'http://10.77.0.2:18774/';

const { ledger, close, ...lab } = labMachines();
const deps = { ...lab.deps, store: memoryStore() };
const activities = activitiesOf(SERVICE_STEPS, deps);
const undos = undosOf(SERVICE_STEPS, deps);

function undo(): Promise<string> {
  const entry = ledger.undos[0] as UndoEntry;
  return undos[entry.kind]?.(entry, RUN) ?? Promise.reject(new Error(entry.kind));
}

/** Whatever a test has left: tenants' entrance closed, the old APIs up. */
async function goBack(): Promise<void> {
  await switchUnits(deps, LAB_DEFINITION, 'stop', LAB_DEFINITION.target.apis);
  await switchUnits(deps, LAB_DEFINITION, 'start', LAB_DEFINITION.source.apis);
  for (const entry of [...ledger.undos]) await ledger.closeUndo(RUN, entry.step);
}

afterEach(goBack);
afterAll(async () => {
  close();
  await closeDatabases();
});

test('tenants lose the old API, get the new one, and everything goes back', async () => {
  await expect(fetch(NOVA)).resolves.toBeDefined();
  await expect(activities.ensureServicesStopped(STOP)).resolves.toMatchObject({ changed: true });
  await expect(activities.ensureServicesStopped(STOP)).resolves.toMatchObject({ changed: false });
  await expect(fetch(NOVA)).rejects.toThrow('fetch failed');

  await expect(activities.ensureTenantApisOpen(OPEN)).resolves.toMatchObject({ changed: true });
  await expect(activities.ensureTenantApisOpen(OPEN)).resolves.toMatchObject({ changed: false });
  await expect((await fetch(NOVA)).text()).resolves.toContain('v2.1');

  await undo();
  await undo();
  await ledger.closeUndo(RUN, OPEN.step);
  await expect(fetch(NOVA)).rejects.toThrow('fetch failed');
  await undo();
  await undo();
  await ledger.closeUndo(RUN, STOP.step);
  // systemd calls it active before it listens.
  await eventually(async () => expect(await fetch(NOVA)).toBeDefined());
});

test('once a tenant has written, the new APIs stay open', async () => {
  await activities.ensureServicesStopped(STOP);
  await activities.ensureTenantApisOpen(OPEN);
  const api = new NetworkApi(await openSession(LAB_DEFINITION));
  const { id } = await api.create('network', { name: 'of a tenant' });
  try {
    await expect(undo()).rejects.toMatchObject({
      type: 'TenantsWrote',
      message: expect.stringMatching(/opened at .* UTC: \d+ network objects, the newest at/),
    });
    await expect((await fetch(NOVA)).text()).resolves.toContain('v2.1');
  } finally {
    await api.remove('network', id);
  }
});

describe('what has been written since the APIs were opened', () => {
  let api: NetworkApi;
  let network: string;
  let port: string;
  beforeEach(async () => {
    api = new NetworkApi(await openSession(LAB_DEFINITION));
    network = (await api.create('network', { name: 'from before' })).id;
    port = (await api.create('port', { network_id: network, name: 'from before' })).id;
    // Seconds are the grain of the columns: what is older than the opening must be so by one.
    const on = targetStatements(deps, LAB_DEFINITION);
    const made = await databaseNow(on);
    await eventually(async () => {
      if ((await databaseNow(on)) === made) throw new Error('It is the same second still.');
    });
    await activities.ensureServicesStopped(STOP);
    await activities.ensureTenantApisOpen(OPEN);
  });
  afterEach(async () => {
    for (const { id } of await api.list('port', { network_id: network })) await api.remove('port', id);
    await api.remove('network', network);
  });

  test('agents make ports of their own, and change what state ports are in: that is no tenant', async () => {
    await api.create('port', { network_id: network, device_owner: 'network:dhcp', device_id: 'reserved_dhcp_port' });
    await api.update('port', port, { 'binding:host_id': 'compute1' });
    await expect(undo()).resolves.toContain('the APIs are closed');
  });

  test.each([
    ['gives a port another name', { name: 'mine' }],
    ['switches a port off', { admin_state_up: false }],
    ['takes the addresses away that may be used besides', { allowed_address_pairs: [{ ip_address: '10.9.9.9' }] }],
  ])('a tenant who %s has written', async (_, fields) => {
    await api.update('port', port, fields);
    await expect(undo()).rejects.toMatchObject({
      type: 'TenantsWrote',
      message: expect.stringContaining(`1 port changed or deleted: ${port}`) as string,
    });
  });
});
