import { failedSyncTests } from '../activities/agents/one-host/failed-sync';
import { guardTests, longGuardTests } from '../activities/agents/one-host/guard';
import { longHeldTests } from '../activities/agents/one-host/held';
import { longRestartTests } from '../activities/agents/one-host/restart-agent';
import { sessionTests } from '../activities/agents/one-host/sessions';

// Beside test/activities/agents/one-host.lab.test.ts, on a host that is prepared once.
describe('a host that is not ready', () => {
  longHeldTests();
});
describe('the restart of an agent', () => {
  longRestartTests();
});
describe('an agent that does not get through its sync', () => {
  failedSyncTests();
});
describe('what guards a restart', () => {
  guardTests();
  longGuardTests();
});
describe('sessions over a restart', () => {
  sessionTests();
});
