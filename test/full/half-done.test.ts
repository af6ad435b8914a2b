import { givenUpTests, openHalf } from '../activities/databases/half-done/given-up';

// Beside test/activities/databases/half-done.database.test.ts.
describe('a copy that was given up is undone, and both sides are as they were', () => {
  openHalf();
  givenUpTests([
    { where: 'before the first table', stop: (id) => id.endsWith('/stage') },
    { where: 'before the first import', stop: (id) => id.endsWith('/import') },
    { where: 'during the tables of images', stop: (id) => id === 'images/glance.image_locations/import' },
    { where: 'before the assertions of compute', stop: (id) => id === 'compute/assertions/hold' },
    { where: 'during the tables of volumes', stop: (id) => id === 'volumes/cinder.volumes/verify' },
  ]);
});
