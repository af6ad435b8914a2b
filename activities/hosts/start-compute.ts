import { listComputeServices } from '../../connectors/openstack/compute-api';
import type { RemoteMachine } from '../../model/command';
import { tableName } from '../../model/quote';
import { COMPUTE_UNIT } from '../../releases/liberty-to-stein/packages';
import { failure } from '../failure';
import type { Access } from '../services/access';
import { eventually } from '../services/eventually';

const UP_MS = 180_000;
const QUIET_MS = 180_000;

/**
 * Starts nova-compute, anew where it runs, and waits until it has reported itself: only then is it through with what it does to
 * guests when it starts. The API alone calls it up before.
 */
export async function startCompute({ definition, session, target }: Access, machine: RemoteMachine): Promise<void> {
  const { name } = machine;
  const reports = async (): Promise<number> => {
    const [row] = await target(
      `SELECT report_count FROM ${tableName(definition.target.databases.nova, 'services')}
        WHERE deleted = 0 AND \`binary\` = 'nova-compute' AND host = ?`,
      [name],
    );
    return Number(row?.['report_count'] ?? 0);
  };
  await machine.run(['systemctl', 'unmask', '--quiet', COMPUTE_UNIT]);
  await machine.run(['systemctl', 'stop', COMPUTE_UNIT], { quietMs: QUIET_MS });
  const before = await reports();
  await machine.run(['systemctl', 'start', COMPUTE_UNIT], { quietMs: QUIET_MS });
  await eventually(async () => {
    const services = await listComputeServices(session);
    const own = services.find(({ binary, host }) => binary === 'nova-compute' && host === name);
    if (own?.state !== 'up' || (await reports()) <= before)
      throw failure('HostNotReady', `nova-compute on ${name} does not report itself to Nova.`);
  }, UP_MS);
}
