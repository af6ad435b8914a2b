import { guardTests } from './one-host/guard';
import { failedSyncTests } from './one-host/failed-sync';
import { heldTests } from './one-host/held';
import { restartTests } from './one-host/restart-agent';
import { sessionTests } from './one-host/sessions';

// In one file, as it takes longer to prepare a host than most of them take.
describe('a host that is not ready', () => {
  heldTests();
});
describe('the restart of an agent', () => {
  restartTests();
});
describe('an agent that does not get through its sync', () => {
  failedSyncTests();
});
describe('what guards a restart', () => {
  guardTests();
});
describe('sessions over a restart', () => {
  sessionTests();
});
