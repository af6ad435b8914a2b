import type { LabHost } from '../hosts/host';

/** What may be there once, by what it would be called if it were there twice. Each query gives one row for each that is. */
const IN_DATABASES: Readonly<Record<string, string>> = {
  instance: 'SELECT uuid FROM nova.instances WHERE deleted = 0 GROUP BY uuid HAVING COUNT(*) > 1',
  'service of Nova':
    'SELECT CONCAT(host, " ", `binary`) FROM nova.services WHERE deleted = 0 GROUP BY 1 HAVING COUNT(*) > 1',
  'compute node': 'SELECT host FROM nova.compute_nodes WHERE deleted = 0 GROUP BY host HAVING COUNT(*) > 1',
  'host of a cell': 'SELECT host FROM nova_api.host_mappings GROUP BY host HAVING COUNT(*) > 1',
  volume: 'SELECT id FROM cinder.volumes WHERE deleted = 0 GROUP BY id HAVING COUNT(*) > 1',
  port: 'SELECT CONCAT(network_id, " ", mac_address) FROM neutron.ports GROUP BY 1 HAVING COUNT(*) > 1',
  'agent of Neutron': 'SELECT CONCAT(host, " ", `binary`) FROM neutron.agents GROUP BY 1 HAVING COUNT(*) > 1',
  'subnet of a network': 'SELECT CONCAT(network_id, " ", cidr) FROM neutron.subnets GROUP BY 1 HAVING COUNT(*) > 1',
};

const PACKAGES = "rpm -qa --queryformat '%{name}\\n' | grep -v '^gpg-pubkey$' | sort | uniq -d";

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

/** One sentence for each thing that is there twice after work that was begun more than once. */
export async function readDoubled(controller: LabHost, computes: readonly LabHost[]): Promise<readonly string[]> {
  const ofDatabases = Object.entries(IN_DATABASES).map(async ([what, query]) => {
    const { stdout } = await controller.run(`mysql -N <<'END'\n${query};\nEND`);
    return lines(stdout).map((name) => `${what} ${name} is there twice`);
  });
  const ofHosts = computes.map(async (host) => {
    const { stdout } = await host.run(PACKAGES);
    return lines(stdout).map((name) => `${host.machine.name} has ${name} installed twice`);
  });
  return (await Promise.all([...ofDatabases, ...ofHosts])).flat();
}
