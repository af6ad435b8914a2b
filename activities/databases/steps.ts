import { readDatabaseBlockers } from './preflight/read-blockers';
import { verifyNothingInFlight } from './verify/verify-nothing-in-flight';
import { ensureStagingDatabase } from './stage/ensure-staging-database';
import { ensureRowsStaged } from './stage/ensure-rows-staged';
import { ensureRowsImported } from './import/ensure-rows-imported';
import { verifyRows } from './verify/verify-rows';
import { verifyAssertions } from './verify/verify-assertions';
import { ensureStagingDropped } from './stage/ensure-staging-dropped';

/** Rows of the old databases, mapped into the new ones. */
export const DATABASE_STEPS = {
  readDatabaseBlockers,
  verifyNothingInFlight,
  ensureStagingDatabase,
  ensureRowsStaged,
  ensureRowsImported,
  verifyRows,
  verifyAssertions,
  ensureStagingDropped,
};
