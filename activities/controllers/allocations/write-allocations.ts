import { ApiError } from '../../../connectors/openstack/api-error';
import { createAllocations } from '../../../connectors/openstack/placement-api';
import type { Session } from '../../../connectors/openstack/session';
import { chunk } from '../../../model/chunk';
import { putLimitsBack, raiseLimits } from './room';
import type { HostSurvey } from './survey-host';

/** Answers of Placement that say what is wrong with an allocation, not with Placement. */
const REFUSALS = [400, 409];

/**
 * Writes what a host lacks, so many VMs a request. A host that has more VMs than room gets it for the moment: Placement would refuse
 * what runs there all the same. Answers the refusals, one sentence each; a request that is refused has written nothing.
 */
export async function writeAllocations(
  session: Session,
  { host, missing, rooms }: HostSurvey,
  atATime: number,
): Promise<string[]> {
  const refused: string[] = [];
  try {
    for (const room of rooms) await raiseLimits(session, room);
    for (const some of chunk(missing, atATime)) {
      try {
        await createAllocations(session, some);
      } catch (error) {
        if (!(error instanceof ApiError && REFUSALS.includes(error.status))) throw error;
        const [first] = some;
        const what = some.length === 1 ? first?.consumer : `${some.length} VMs, among them ${first?.consumer}`;
        refused.push(`${what} on ${host}: Placement refuses: ${error.answer}`);
      }
    }
  } finally {
    for (const room of rooms) await putLimitsBack(session, room);
  }
  return refused;
}
