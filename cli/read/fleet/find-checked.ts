import { decodeFromPayloadsAtIndex } from '@temporalio/common/lib/internal-non-workflow';
import { readFleet } from '../../../activities/runs/read-fleet';
import { readDefinition } from '../../../config/read-definition';
import type { CheckedFleet } from '../../../model/fleet/fleet';
import type { Converter, Event } from './cluster-change';

/**
 * The fleet as a worker has found it in order. Before one has looked, as the definitions of this machine have it; undefined where they do
 * not know its clusters, and where the fleet was refused.
 */
export async function findChecked(converter: Converter, events: readonly Event[]): Promise<CheckedFleet | undefined> {
  const scheduled = events.find(
    ({ activityTaskScheduledEventAttributes: activity }) => activity?.activityType?.name === 'checkFleet',
  );
  const completed = events.find(
    ({ activityTaskCompletedEventAttributes: activity }) =>
      activity != null && String(activity.scheduledEventId) === String(scheduled?.eventId),
  )?.activityTaskCompletedEventAttributes;
  if (completed != null) return decodeFromPayloadsAtIndex<CheckedFleet>(converter, 0, completed.result?.payloads);
  if (events.at(-1)?.workflowExecutionFailedEventAttributes != null) return undefined;
  const { input } = events[0]?.workflowExecutionStartedEventAttributes ?? {};
  const read = await readFleet(
    { readDefinition },
    await decodeFromPayloadsAtIndex<unknown>(converter, 0, input?.payloads),
  );
  return 'fleet' in read ? read.fleet : undefined;
}
