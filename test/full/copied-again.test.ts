import { againTests } from '../activities/databases/copied-again/again-tests';

describe('a table that came in its place', () => {
  againTests({ how: 'in its place', servers: 'one', places: ['as rows leave the target', 'as new ones come'] });
});

describe('a table that came by ranges on one server', () => {
  againTests({ how: 'by ranges', servers: 'one' });
});

describe('a table that came by ranges from another server', () => {
  againTests({ how: 'by ranges', servers: 'two', places: ['as rows leave the target', 'as new ones come'] });
});
