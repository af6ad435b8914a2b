import { decodeFromPayloadsAtIndex } from '@temporalio/common/lib/internal-non-workflow';
import { FLEET_COMMANDS } from '../../../model/fleet/fleet';
import type { Converter, Event } from './cluster-change';

/** Which datacenter an operator holds or releases with this event of a fleet's history; undefined when it is about none. */
export async function datacenterCommand(
  converter: Converter,
  { workflowExecutionSignaledEventAttributes: signal, workflowExecutionUpdateAcceptedEventAttributes: update }: Event,
): Promise<{ readonly datacenter: string; readonly hold: boolean } | undefined> {
  const { name, args } = update?.acceptedRequest?.input ?? { name: signal?.signalName, args: signal?.input };
  if (!(FLEET_COMMANDS as readonly unknown[]).includes(name)) return undefined;
  const payload = await decodeFromPayloadsAtIndex<{ readonly datacenter?: unknown } | null>(
    converter,
    0,
    args?.payloads,
  );
  const datacenter = payload?.datacenter;
  return typeof datacenter === 'string' ? { datacenter, hold: name === 'holdDatacenter' } : undefined;
}
