import { manyProbeUnitsTests } from '../support/many-probe-units';

manyProbeUnitsTests(2_000);
