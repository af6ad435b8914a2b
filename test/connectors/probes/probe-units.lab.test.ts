import { manyProbeUnitsTests } from '../../support/many-probe-units';

// 2,000 of them: test/full/many-probe-units.test.ts.
manyProbeUnitsTests(200);
