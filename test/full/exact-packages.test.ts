import { exactPackagesTests } from '../support/exact-packages';

jest.setTimeout(600_000);

describe('what a host with yum is to get', () => {
  exactPackagesTests('yum');
});
