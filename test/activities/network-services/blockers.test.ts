import { createReadServiceBlockers } from '../../../activities/network-services/read-service-blockers';
import type { Dependencies } from '../../../activities/dependencies';
import type { RemoteMachine } from '../../../model/command';
import type { NetworkServices } from '../../../model/network-services';
import { fakeSystemd } from '../../support/fake-systemd';
import { LAB_DEFINITION } from '../../support/lab-definition';

const INPUT = {
  run: { id: 'run', cluster: 'lab', datacenter: 'lab' },
  step: 'preflight/services',
  phase: 'preflight',
} as const;
const MISSING = 'no-such-tool';

/** Commands end well but `false`, and all tools but one are there. */
async function answer(argv: readonly string[]) {
  const exitCode = argv[0] === 'false' || argv.includes(MISSING) ? 1 : 0;
  return { machine: '', command: argv.join(' '), exitCode, stdout: '', stderr: 'refused', durationMs: 0 };
}

function machineWith(running: readonly string[]): RemoteMachine {
  const systemd = fakeSystemd(new Map(running.map((unit) => [unit, 'active'])));
  return {
    ...systemd,
    run: (argv, options) => (argv[0] === 'systemctl' ? systemd.run(argv, options) : answer(argv)),
  };
}

async function blockersOf(services: Partial<NetworkServices>, running: Readonly<Record<string, readonly string[]>>) {
  const { network } = LAB_DEFINITION;
  const all = { dhcp: null, l3: null, metadata: null, ...services };
  const definition = { ...LAB_DEFINITION, network: { ...network, services: all } };
  const deps: Pick<Dependencies, 'readDefinition' | 'machine'> = {
    readDefinition: () => Promise.resolve(definition),
    machine: (_definition, host) => Promise.resolve(machineWith(running[host] ?? [])),
  };
  const { blockers } = await createReadServiceBlockers(deps)(INPUT);
  return blockers.map(({ type, message }) => `${type}: ${message}`);
}

const on = (host: string, ...units: readonly string[]) => [{ host, units }];

test('says nothing when nothing is named and nothing runs', async () => {
  await expect(blockersOf({}, {})).resolves.toEqual([]);
});

test('new units of a hypervisor come with its packages: they are not asked for', async () => {
  const l3 = { old: on('compute1', 'old-l3'), new: on('compute1', 'neutron-l3-agent'), check: null };
  await expect(blockersOf({ l3 }, { compute1: ['old-l3', 'neutron-l3-agent.service'] })).resolves.toEqual([]);
});

test('an agent that is handed over to another machine is held where it was: nothing restarts it', async () => {
  const agent = 'neutron-metadata-agent.service';
  const metadata = { old: on('compute1', agent), new: on('controller', agent), check: null };
  await expect(blockersOf({ metadata }, { compute1: [agent], controller: [agent] })).resolves.toEqual([]);
});

test('one unit for both sides is refused where no packages are swapped', async () => {
  const both = { old: on('controller', 'l3-agent'), new: on('controller', 'l3-agent'), check: null };
  await expect(blockersOf({ l3: both }, { controller: ['l3-agent'] })).resolves.toEqual([
    expect.stringMatching(/^InvalidDefinition: network.services names l3-agent on controller as old and as new/),
  ]);
  const swapped = { old: on('compute1', 'l3-agent'), new: on('compute1', 'l3-agent'), check: null };
  await expect(blockersOf({ l3: swapped }, { compute1: ['l3-agent'] })).resolves.toEqual([]);
});

test('names all that stands in the way at once', async () => {
  const found = await blockersOf(
    {
      l3: {
        ...{ old: on('compute1', 'gone-l3'), new: on('controller', 'gone-too') },
        check: { host: 'controller', command: ['false'] },
      },
      metadata: {
        ...{ old: on('compute2', 'old-metadata'), new: on('compute2', 'neutron-metadata-agent') },
        check: { host: 'compute3', command: [MISSING] },
      },
    },
    {
      compute2: ['old-metadata', 'neutron-metadata-agent.service'],
      compute3: ['neutron-dhcp-agent.service', 'neutron-l3-agent.service', 'neutron-metadata-agent.service'],
    },
  );
  expect(found.toSorted()).toEqual([
    'CheckFailed: A check of network.services fails before anything is touched: "false" on controller ended with 1: refused.',
    'InvalidDefinition: compute1 has no unit gone-l3, which network.services names.',
    `InvalidDefinition: compute3 has no ${MISSING}, which network.services names as a check.`,
    'InvalidDefinition: compute3 runs neutron-dhcp-agent.service, which new packages would restart: name it in network.services.dhcp.',
    'InvalidDefinition: compute3 runs neutron-l3-agent.service, which new packages would restart: name it in network.services.l3.',
    'InvalidDefinition: compute3 runs neutron-metadata-agent.service, which new packages would restart: name it in network.services.metadata.',
    'InvalidDefinition: controller has no unit gone-too, which network.services names.',
  ]);
});
