import { ensureUnitsReleased } from '../../activities/agents/ensure-units-released';
import { serviceProblems } from '../../activities/agents/readiness/service-problems';
import { unforeseen } from '../../activities/network/preflight/unsupported-resources';
import { readNetwork } from '../../activities/network/source/read-liberty';
import { insertEndpoint, readTunnelEndpoints, removeEndpoint } from '../../activities/network/target/tunnel-endpoints';
import { statementsBy } from '../../connectors/mysql/statements';
import { BAKERY } from '../support/bakery';
import { BAKED, bakeryHost } from '../support/bakery-host';

const RUN = { id: 'run-1', cluster: 'bakery', datacenter: 'dc1' };
const INPUT = { run: RUN, step: 'agents/compute1/step', phase: 'agents', host: 'compute1' } as const;

const newIdentities = async () => Promise.resolve({ projects: {}, users: {} });

/** A database that keeps what it is asked, and has nothing. */
function listening() {
  const asked: string[] = [];
  const query = statementsBy(async (sql) => {
    asked.push(sql.replaceAll(/\s+/g, ' ').trim());
    return Promise.resolve([]);
  });
  return { asked, query };
}

describe('the network of a cluster between any two releases', () => {
  it('is read by the statements of its pair', async () => {
    const { asked, query } = listening();
    await readNetwork({ definition: BAKED, pair: BAKERY, source: query, newIdentities });
    expect(asked).toHaveLength(Object.keys(BAKERY.network.statements).length);
    expect(asked.filter((sql) => !/ FROM `q`\.rye_\w+$/.test(sql))).toEqual([]);
  });

  it('has features, services and tables of its own', () => {
    const tables = ['rye_ports', 'rye_flour', 'rye_crumbs', 'cake_orders', 'ports'];
    expect(
      unforeseen(BAKERY.network, tables).map(({ name, rows }) => [name, ...rows.map(({ table }) => table)]),
    ).toEqual([
      ['cakes', 'cake_orders'],
      ['ports', 'ports'],
    ]);
  });

  it('has the ends of its tunnels where its pair says', async () => {
    const { asked, query } = listening();
    const { tunnels } = BAKERY.network;
    const end = { type: 'gre', address: '10.0.0.1', host: 'compute1', udpPort: null } as const;
    await readTunnelEndpoints(query, 'q', tunnels);
    await insertEndpoint(query, 'q', tunnels, end);
    await removeEndpoint(query, 'q', tunnels, end);
    expect(asked.map((sql) => / `q`\.`?(\w+)/.exec(sql)?.[1])).toEqual(['rye_tunnels', 'rye_gre', 'rye_gre']);
  });
});

describe('the agent of a hypervisor between any two releases', () => {
  it('is not ready while a unit could cut its VMs off, by the names of its pair', async () => {
    const { machine, commands } = bakeryHost({ '- "$@"': '{"answering":["a"],"silent":[]}' });
    await machine.run(['systemctl', 'stop', BAKERY.units.agent]);
    await expect(serviceProblems(machine, BAKERY)).resolves.toEqual(['millstone.service is not masked: it grinds']);
    expect(commands.find((command) => command.startsWith('sh '))).toMatch(
      / \/etc\/spelt\/oven.conf \/etc\/spelt\/baker.conf$/,
    );
  });

  it('releases the units that its pair keeps, and no others', async () => {
    const { deps, commands, ledger } = bakeryHost({ UnitFileState: 'UnitFileState=masked\n' });
    await expect(ensureUnitsReleased.run(deps, INPUT)).resolves.toMatchObject({ changed: true });
    expect(commands.at(-1)).toMatch(/systemctl unmask[^]* sh millstone\.service$/);
    expect(ledger.undos[0]?.detail).toEqual({ host: 'compute1', units: ['millstone.service'] });
  });
});
