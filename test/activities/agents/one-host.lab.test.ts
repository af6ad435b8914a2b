import { heldTests } from './one-host/held';
import { restartTests } from './one-host/restart-agent';

// In one file, as it takes longer to prepare a host than most of them take. The rest: test/full/one-host.test.ts.
describe('a host that is not ready', () => {
  heldTests();
});
describe('the restart of an agent', () => {
  restartTests();
});
