import { exactPackagesTests } from '../../support/exact-packages';

jest.setTimeout(300_000);

// By yum: test/full/exact-packages.test.ts.
describe('what a host with dnf is to get', () => {
  exactPackagesTests('dnf');
});
