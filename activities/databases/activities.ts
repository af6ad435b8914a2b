import type { Dependencies } from '../dependencies';
import { withFailures } from '../toolbox/with-failures';
import { createEnsureRowsImported } from './import/ensure-rows-imported';
import { createEnsureRowsStaged } from './stage/ensure-rows-staged';
import { createEnsureStagingDatabase } from './stage/ensure-staging-database';
import { createEnsureStagingDropped } from './stage/ensure-staging-dropped';
import { createReadDatabaseBlockers } from './preflight/read-blockers';
import { createVerifyAssertions } from './verify/verify-assertions';
import { createVerifyNothingInFlight } from './verify/verify-nothing-in-flight';
import { createVerifyRows } from './verify/verify-rows';

export function createDatabaseActivities(deps: Dependencies) {
  return withFailures({
    readDatabaseBlockers: createReadDatabaseBlockers(deps),
    verifyNothingInFlight: createVerifyNothingInFlight(deps),
    ensureStagingDatabase: createEnsureStagingDatabase(deps),
    ensureRowsStaged: createEnsureRowsStaged(deps),
    ensureRowsImported: createEnsureRowsImported(deps),
    verifyRows: createVerifyRows(deps),
    verifyAssertions: createVerifyAssertions(deps),
    ensureStagingDropped: createEnsureStagingDropped(deps),
  });
}
