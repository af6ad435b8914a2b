import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { CONTROLLER_STEPS } from '../../../activities/controllers/steps';
import { closeDatabases, targetQuery } from '../../support/databases';
import type { UndoEntry } from '../../../model/ledger';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { labMachines } from '../../support/lab-machines';

const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const HOST = 'host-of-a-test';

const { deps, ledger, close } = labMachines();
const activities = activitiesOf(CONTROLLER_STEPS, deps);
const undos = undosOf(CONTROLLER_STEPS, deps);
const query = targetQuery(LAB_DEFINITION);

function input(step: string) {
  return { run: RUN, step: `controllers/services/${step}`, phase: 'controllers' } as const;
}

async function mappings(): Promise<unknown> {
  return query('SELECT host FROM nova_api.host_mappings WHERE host = ?', [HOST]);
}

afterAll(async () => {
  await query('DELETE FROM nova.compute_nodes WHERE host = ?', [HOST]);
  await query('DELETE FROM nova.services WHERE host = ?', [HOST]);
  await query('DELETE FROM nova_api.host_mappings WHERE host = ?', [HOST]);
  close();
  await closeDatabases();
});

test('nothing is in the way', async () => {
  await expect(activities.readControllerBlockers(input('preflight'))).resolves.toEqual({ blockers: [] });
});

test('every blocker is named at once', async () => {
  const definition = {
    ...LAB_DEFINITION,
    source: { ...LAB_DEFINITION.source, apis: [{ host: 'controller', units: ['no-such-unit'] }] },
    target: { ...LAB_DEFINITION.target, novaManage: { host: 'controller', command: ['/no/such/nova-manage'] } },
  };
  const { blockers } = await activitiesOf(CONTROLLER_STEPS, {
    ...deps,
    readDefinition: async () => definition,
  }).readControllerBlockers(input('preflight'));
  expect(blockers.map(({ message }) => message)).toEqual([
    'target.novaManage: controller has no program /no/such/nova-manage.',
    'controller has no unit no-such-unit.',
  ]);
});

test('restarts the services once and waits until all is up', async () => {
  const restarted = await activities.ensureServicesRestarted(input('restart'));
  expect(restarted.changed).toBe(true);
  await ledger.recordDone(input('restart'), restarted);
  await expect(activities.ensureServicesRestarted(input('restart'))).resolves.toMatchObject({ changed: false });
});

test('the cells are mapped and Nova finds no failure', async () => {
  await expect(activities.verifyCells(input('cells'))).resolves.toMatchObject({ changed: false });
  expect(ledger.facts.get('checks/nova-status')).toMatchObject({ passed: true });
});

test('a host that has reported is mapped to its cell, and forgotten again', async () => {
  const claim = { ...input('claim'), hosts: [HOST] };
  const discover = { ...input('discover'), hosts: [HOST] };
  await activities.ensureHostsClaimed(claim);
  await reportHost();
  await expect(activities.ensureHostsDiscovered(discover)).resolves.toMatchObject({ changed: true });
  await expect(activities.ensureHostsDiscovered(discover)).resolves.toMatchObject({ changed: false });
  await expect(mappings()).resolves.toHaveLength(1);

  const [unmap, forget] = ledger.undos as [UndoEntry, UndoEntry];
  await undos[unmap.kind]?.(unmap, RUN);
  await expect(mappings()).resolves.toEqual([]);
  await ledger.closeUndo(RUN, unmap.step);
  await expect(activities.ensureHostsDiscovered(discover)).resolves.toMatchObject({ changed: true });
  await undos[forget.kind]?.(forget, RUN);
  await undos[forget.kind]?.(forget, RUN);
  await expect(mappings()).resolves.toEqual([]);
  await expect(query('SELECT host FROM nova.compute_nodes WHERE host = ?', [HOST])).resolves.toEqual([]);
});

test('a host that is skipped is not waited for; the step is due for it later, and its undo knows it', async () => {
  const absent = 'host-that-is-skipped';
  const discover = { ...input('discover-two'), hosts: [HOST, absent], without: [absent] };
  await reportHost();
  await expect(activities.ensureHostsDiscovered(discover)).resolves.toMatchObject({
    ...{ changed: true, unasked: true },
    summary: `1 hosts mapped to their cell: ${HOST}. 1 skipped host left out.`,
  });
  await expect(activities.ensureHostsDiscovered(discover)).resolves.toMatchObject({ changed: false, unasked: true });
  expect(ledger.undos[0]).toMatchObject({ kind: 'unmapHosts', detail: { hosts: [HOST, absent] } });
  await expect(
    activities.ensureAllocationsHealed({ ...discover, ...input('allocations'), hosts: [absent] }),
  ).resolves.toMatchObject({ changed: false, unasked: true });
  await undos['unmapHosts']?.(ledger.undos[0] as UndoEntry, RUN);
  await expect(mappings()).resolves.toEqual([]);
});

/** What a nova-compute writes when it starts. */
async function reportHost(): Promise<void> {
  await query(
    `INSERT INTO nova.services (created_at, host, \`binary\`, topic, report_count, disabled, deleted, last_seen_up, version, uuid)
     VALUES (UTC_TIMESTAMP(), ?, 'nova-compute', 'compute', 1, 0, 0, UTC_TIMESTAMP(), 37, UUID())`,
    [HOST],
  );
  await query(
    `INSERT INTO nova.compute_nodes (created_at, vcpus, memory_mb, local_gb, vcpus_used, memory_mb_used, local_gb_used,
       hypervisor_type, hypervisor_version, cpu_info, deleted, host, hypervisor_hostname, uuid, mapped)
     VALUES (UTC_TIMESTAMP(), 1, 1, 1, 0, 0, 0, 'fake', 1, '', 0, ?, ?, UUID(), 0)`,
    [HOST, HOST],
  );
}
