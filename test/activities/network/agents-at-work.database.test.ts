import { agentsAtWork } from '../../../activities/network/preflight/agents-at-work';
import type { Database } from '../../../connectors/mysql/database';
import { identifier } from '../../../model/quote';
import { openScratchDatabase, scratchDefinition } from '../../support/scratch-server';

const SCHEMA = `test_agents_${process.pid}`;

let database: Database;
beforeAll(async () => {
  database = await openScratchDatabase();
  const { neutron } = scratchDefinition().target.databases;
  await database.run(`CREATE DATABASE ${identifier(SCHEMA)}`);
  await database.run(`CREATE TABLE ${identifier(SCHEMA)}.agents LIKE ${identifier(neutron)}.agents`);
});
afterAll(async () => {
  await database.run(`DROP DATABASE ${identifier(SCHEMA)}`);
  await database.close();
});

async function report(type: string, secondsAgo: number): Promise<void> {
  await database.run(
    `REPLACE INTO ${identifier(SCHEMA)}.agents (id, agent_type, \`binary\`, topic, host, admin_state_up, created_at, started_at,
       heartbeat_timestamp, configurations, \`load\`)
     VALUES (?, ?, 'x', 'x', 'network1', 1, UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP() - INTERVAL ? SECOND, '{}', 0)`,
    [type, type, secondsAgo],
  );
}

async function found(): Promise<readonly string[]> {
  const definition = scratchDefinition();
  const databases = { ...definition.target.databases, neutron: SCHEMA };
  const blockers = await agentsAtWork({
    definition: { ...definition, target: { ...definition.target, databases } },
    target: database,
  });
  return blockers.map(({ message }) => message);
}

test('agents of long ago, and those of Open vSwitch, are none', async () => {
  await report('DHCP agent', 80);
  await report('Open vSwitch agent', 0);
  await expect(found()).resolves.toEqual([]);
});

test('one that was stopped is waited for until Neutron gives it nothing more', async () => {
  await report('DHCP agent', 73);
  await expect(found()).resolves.toEqual([]);
});

test('one that reports itself again is named', async () => {
  await report('L3 agent', 20);
  const looking = found();
  // It may report itself before or after the first look.
  const reporting = setInterval(() => void report('L3 agent', 0), 300);
  await expect(looking.finally(() => clearInterval(reporting))).resolves.toEqual([
    expect.stringContaining('L3 agent on network1'),
  ]);
});
