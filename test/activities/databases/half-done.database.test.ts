import { brokenTableTests, givenUpTests, openHalf } from './half-done/given-up';

// Other places: test/full/half-done.test.ts.
describe('a copy that was given up is undone, and both sides are as they were', () => {
  openHalf();
  givenUpTests([
    { where: 'during the tables of compute', stop: (id) => id === 'compute/nova.instance_system_metadata/import' },
  ]);
  brokenTableTests();
});
