import { UNITS } from '../../../../releases/liberty-to-stein/units';
import { AgentHost } from '../../../support/agent-host';

export const HOST = 'compute3';

/** Prepared once for all tests of the file that imports this; each leaves it as it found it. */
export let host: AgentHost;

beforeAll(async () => (host = await AgentHost.prepare(HOST)));
// What a test that has failed left is none of the next one's business.
afterEach(() => host.undo());
afterAll(() => host.close());

export async function agentState(): Promise<string> {
  const machine = await host.lab.machine(HOST);
  return (await machine.run(['systemctl', 'is-active', UNITS.agent], { accept: 'any' })).stdout.trim();
}
