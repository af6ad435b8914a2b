import { AGENT_STEPS } from '../agents/steps';
import { CHECK_STEPS } from '../checks/steps';
import { CONTROLLER_STEPS } from '../controllers/steps';
import { DATABASE_STEPS } from '../databases/steps';
import { GUEST_STEPS } from '../guests/steps';
import { HOST_STEPS } from '../hosts/steps';
import { NETWORK_SERVICE_STEPS } from '../network-services/steps';
import { NETWORK_STEPS } from '../network/steps';
import { PROBE_STEPS } from '../probes/steps';
import { SERVICE_STEPS } from '../services/steps';

/** Every step that a plan can name, and every undo. */
export const STEPS = {
  ...SERVICE_STEPS,
  ...DATABASE_STEPS,
  ...HOST_STEPS,
  ...GUEST_STEPS,
  ...AGENT_STEPS,
  ...PROBE_STEPS,
  ...NETWORK_STEPS,
  ...NETWORK_SERVICE_STEPS,
  ...CONTROLLER_STEPS,
  ...CHECK_STEPS,
};
