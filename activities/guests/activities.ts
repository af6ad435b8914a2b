import type { Dependencies } from '../dependencies';
import { withFailures } from '../toolbox/with-failures';
import { createEnsureGuestsKnown } from './ensure-guests-known';
import { createReadGuestBlockers } from './read-guest-blockers';
import { createVerifyGuestsUntouched } from './verify-guests-untouched';

export function createGuestActivities(deps: Dependencies) {
  return withFailures({
    readGuestBlockers: createReadGuestBlockers(deps),
    ensureGuestsKnown: createEnsureGuestsKnown(deps),
    verifyGuestsUntouched: createVerifyGuestsUntouched(deps),
  });
}
