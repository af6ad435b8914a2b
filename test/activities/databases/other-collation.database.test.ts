import { otherCollationTests } from './other-collations';

// Its texts are neither encoded nor sorted as the new ones; others: test/full/other-collation.test.ts.
otherCollationTests(['latin1_swedish_ci']);
