import { listComputeServices } from '../../connectors/openstack/compute-api';
import type { RemoteMachine } from '../../model/remote-command';
import { tableName } from '../../model/quote';
import { failure } from '../toolbox/failure';
import type { Access } from '../toolbox/access';
import { eventually } from '../toolbox/eventually';
import { unmaskUnits } from '../toolbox/hold-units';
import { changeUnits } from '../toolbox/units';

const UP_MS = 180_000;

/**
 * Starts nova-compute, or restarts it where it runs, and waits until it has reported itself: only then is it through with what it does to
 * guests when it starts. The API alone calls it up before.
 */
export async function startCompute(access: Access, machine: RemoteMachine): Promise<void> {
  const { compute } = access.pair.units;
  await unmaskUnits(machine, [compute]);
  await changeUnits(machine, 'stop', [compute]);
  await machine.run(['systemctl', 'reset-failed', compute], { accept: 'any' });
  const before = await reportsOf(access, machine.name);
  await changeUnits(machine, 'start', [compute]);
  await untilReported(access, machine.name, before);
}

/** Waits for the next report of a nova-compute that runs: whoever started it may not have waited for the first. */
export async function untilComputeReports(access: Access, machine: RemoteMachine): Promise<void> {
  await untilReported(access, machine.name, await reportsOf(access, machine.name));
}

async function reportsOf({ definition, target }: Access, host: string): Promise<number> {
  const [row] = await target.rows(
    `SELECT report_count FROM ${tableName(definition.target.databases.nova, 'services')}
      WHERE deleted = 0 AND \`binary\` = 'nova-compute' AND host = ?`,
    [host],
  );
  return Number(row?.['report_count'] ?? 0);
}

async function untilReported(access: Access, host: string, before: number): Promise<void> {
  await eventually(async () => {
    // One row is asked for every second, the list of all services when that has moved.
    const reported = (await reportsOf(access, host)) > before;
    const services = reported ? await listComputeServices(access.session) : [];
    const own = services.find((service) => service.binary === 'nova-compute' && service.host === host);
    if (own?.state !== 'up') throw failure('HostNotReady', `nova-compute on ${host} does not report itself to Nova.`);
  }, UP_MS);
}
