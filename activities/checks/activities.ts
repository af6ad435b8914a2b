import type { Dependencies } from '../dependencies';
import { withFailures } from '../toolbox/with-failures';
import { createVerifyExplicitIdsRefused } from './verify-explicit-ids';
import { createVerifyImages } from './verify-images';
import { createVerifyPorts } from './verify-ports';
import { createVerifyServers } from './verify-servers';
import { createVerifyVolumes } from './verify-volumes';

export function createCheckActivities(deps: Dependencies) {
  return withFailures({
    verifyServers: createVerifyServers(deps),
    verifyPorts: createVerifyPorts(deps),
    verifyVolumes: createVerifyVolumes(deps),
    verifyImages: createVerifyImages(deps),
    verifyExplicitIdsRefused: createVerifyExplicitIdsRefused(deps),
  });
}
