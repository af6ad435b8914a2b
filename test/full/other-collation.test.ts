import { otherCollationTests } from '../activities/databases/other-collations';

// Beside test/activities/databases/other-collation.database.test.ts.
otherCollationTests(['utf8_unicode_ci', 'utf8mb4_bin']);
