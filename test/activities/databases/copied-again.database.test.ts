import { againTests } from './copied-again/again-tests';

// The third way, by ranges on one server, and more places to break off: test/full/copied-again.test.ts.
describe('a table that came in its place', () => {
  againTests({ how: 'in its place', servers: 'one', places: ['as changed ones come'] });
});

describe('a table that came by ranges from another server', () => {
  againTests({ how: 'by ranges', servers: 'two', places: ['as changed ones come', 'as rows leave staging'] });
});
