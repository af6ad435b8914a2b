import { packageTests } from '../activities/hosts/packages/package-tests';

// Beside test/activities/hosts/packages.database.test.ts.
describe('a host with yum', () => {
  packageTests({ name: 'yum', modules: ['storage'] });
});
