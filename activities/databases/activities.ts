import type { Dependencies } from '../dependencies';
import { withFailures } from '../toolbox/with-failures';
import { createEnsureRowsImported } from './ensure-rows-imported';
import { createEnsureRowsStaged } from './ensure-rows-staged';
import { createEnsureStagingDatabase } from './ensure-staging-database';
import { createEnsureStagingDropped } from './ensure-staging-dropped';
import { createReadDatabaseBlockers } from './read-blockers';
import { createVerifyAssertions } from './verify-assertions';
import { createVerifyNothingInFlight } from './verify-nothing-in-flight';
import { createVerifyRows } from './verify-rows';

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
