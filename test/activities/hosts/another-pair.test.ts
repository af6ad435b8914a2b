import { readNewView } from '../../../activities/guests/read-host-view';
import { ensureComputeHarmless } from '../../../activities/hosts/ensure-compute-harmless';
import { filesOfHost } from '../../../activities/hosts/configuration/files-of-host';
import { ensureUnitsHeld } from '../../../activities/hosts/ensure-units-held';
import { readHostBlockers } from '../../../activities/hosts/read-host-blockers';
import { statementsBy } from '../../../connectors/mysql/statements';
import { DEFAULT_GUESTS } from '../../../model/guest';
import { NO_SERVICES } from '../../../model/network-services';
import { BAKERY } from '../../support/bakery';
import { BAKED, bakeryHost } from '../../support/bakery-host';

const HOST = 'compute1';
const RUN = { id: 'run-1', cluster: 'bakery', datacenter: 'dc1' };
const INPUT = { run: RUN, step: `hosts/${HOST}/step`, phase: 'hosts', host: HOST } as const;
const HERE = [{ host: HOST, units: ['leases'] }];

/** Its DHCP agent is handed over to the host itself. */
const SERVED = {
  ...BAKED,
  network: { ...BAKED.network, services: { ...NO_SERVICES, dhcp: { old: HERE, new: HERE, leaseChecks: [] } } },
};

/** Which files of a host are rendered. */
function paths(host: string): readonly string[] {
  return filesOfHost(SERVED, BAKERY.configuration, host).map(({ path }) => path);
}

describe('a hypervisor between any two releases', () => {
  it('holds the units of its pair, and those of its network services', async () => {
    const { deps, commands, ledger } = bakeryHost();
    await ensureUnitsHeld.run({ ...deps, readDefinition: async () => Promise.resolve(SERVED) }, INPUT);
    const stopped = ['baker.service', 'oven.service', 'leases'];
    expect(commands).toContain(`systemctl stop -- ${stopped.join(' ')}`);
    const mask = commands.find((command) => command.includes('ln -s /dev/null'));
    expect(mask).toMatch(new RegExp(` sh millstone.service ${stopped.join(' ')}$`));
    expect(ledger.undos[0]?.detail).toMatchObject({ masked: ['millstone.service', ...stopped], stopped });
  });

  it('wants the packages of its pair, leaves out those that stay, and looks for its services', async () => {
    const { deps, commands } = bakeryHost({ 'rpm -qa': 'bread-1-1.noarch\n', 'list-br': 'br-int\nbr-vlan\n' });
    const { blockers } = await readHostBlockers.run(deps, INPUT);
    const said = blockers.map(({ message }) => message).join('\n');
    expect(said).toContain('the repository spelt has no package spelt-nova.');
    expect(said).toContain('compute1 runs leases.service, which new packages would restart');
    expect(commands.filter((command) => command.includes('--exclude='))).toEqual([
      expect.stringContaining('--exclude=millstone ') as string,
    ]);
  });

  it('has the files of its pair rendered, and those of the services that it carries', () => {
    expect(paths('compute2')).toEqual(['/etc/spelt/oven.conf', '/etc/spelt/baker.conf']);
    expect(paths(HOST)).toEqual([...paths('compute2'), '/etc/spelt/leases.conf']);
  });

  it('starts its nova-compute with the options of its pair, under the name of its unit', async () => {
    const { deps, files } = bakeryHost();
    await ensureComputeHarmless.run(deps, INPUT);
    expect([...files.keys()]).toEqual(['/etc/systemd/system/oven.service.d/zzz-stackleap-harmless.conf']);
    expect([...files.values()][0]).toMatch(
      /^\[Service\]\nEnvironment=SPELT_BURN_NOTHING=True\nEnvironment=STACKLEAP_HARMLESS=1\n$/m,
    );
  });

  it('is looked at by the name in its own configuration, and by the migrations that its nova-compute acts upon', async () => {
    const { machine, files } = bakeryHost();
    files.set('/etc/spelt/oven.conf', '[DEFAULT]\nhost = oven1\n');
    const asked: string[] = [];
    const query = statementsBy(async (sql) => {
      asked.push(sql);
      return Promise.resolve([]);
    });
    const definition = { ...BAKED, guests: { ...DEFAULT_GUESTS, unproven: [HOST] } };
    const view = await readNewView({ definition, pair: BAKERY, source: query, target: query }, machine);
    expect(view.ownName).toBe('oven1');
    expect(asked.find((sql) => sql.includes('migrations'))).toMatch(/AND s.status = 'burnt'$/);
  });
});
