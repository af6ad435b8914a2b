import { verifyServers } from './verify-servers';
import { verifyPorts } from './verify-ports';
import { verifyVolumes } from './verify-volumes';
import { verifyImages } from './verify-images';
import { verifyExplicitIdsRefused } from './verify-explicit-ids';

/** Functional checks by the new APIs. */
export const CHECK_STEPS = {
  verifyServers,
  verifyPorts,
  verifyVolumes,
  verifyImages,
  verifyExplicitIdsRefused,
};
