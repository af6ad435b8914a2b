import { readGuestBlockers } from './read-guest-blockers';
import { ensureGuestsKnown } from './ensure-guests-known';
import { verifyGuestsUntouched } from './verify-guests-untouched';

/** What Nova, Neutron and libvirt know of guests. */
export const GUEST_STEPS = {
  readGuestBlockers,
  ensureGuestsKnown,
  verifyGuestsUntouched,
};
