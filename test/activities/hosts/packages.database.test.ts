import { MODULE_NAMES } from '../../../model/host/modules';
import { packageTests } from './packages/package-tests';

jest.setTimeout(300_000);

describe('a host with dnf', () => {
  packageTests({ name: 'dnf', modules: MODULE_NAMES });
});

// It has the same steps, and is slow; the rest of it: test/full/yum.test.ts.
describe('a host with yum', () => {
  packageTests({ name: 'yum' });
});
