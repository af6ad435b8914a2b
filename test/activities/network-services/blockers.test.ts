import { readServiceBlockers } from '../../../activities/network-services/read-service-blockers';
import type { Dependencies } from '../../../activities/dependencies';
import { MachineError } from '../../../connectors/ssh/machine-error';
import type { NetworkServices } from '../../../model/network-services';
import { machineWith, MISSING_TOOL } from '../../support/machine-with';
import { NO_DATABASES } from '../../support/no-databases';
import { on, withServices } from '../../support/with-services';

const INPUT = {
  run: { id: 'run', cluster: 'lab', datacenter: 'lab' },
  step: 'preflight/services',
  phase: 'preflight',
} as const;

let asked: Set<string>;
beforeEach(() => {
  asked = new Set();
});

async function blockersOf(
  services: Partial<NetworkServices>,
  running: Readonly<Record<string, readonly string[]>>,
  down: readonly string[] = [],
) {
  const deps: Pick<Dependencies, 'readDefinition' | 'databases' | 'machine'> = {
    ...NO_DATABASES,
    readDefinition: () => Promise.resolve(withServices(services)),
    machine: async (_definition, host) => {
      asked.add(host);
      if (down.includes(host)) throw new MachineError('HostUnreachable', `${host} does not answer.`);
      return machineWith(host, running[host] ?? []);
    },
  };
  const { blockers } = await readServiceBlockers.run(deps, INPUT);
  return blockers.map(({ type, message }) => `${type}: ${message}`);
}

test('says nothing when nothing is named, and asks nobody', async () => {
  await expect(blockersOf({}, {})).resolves.toEqual([]);
  expect(asked).toEqual(new Set());
});

test('an agent that is handed over to another machine is looked for there', async () => {
  const agent = 'neutron-metadata-agent.service';
  const metadata = { old: on('compute1', agent), new: on('controller', agent), check: null };
  await expect(blockersOf({ metadata }, { controller: [agent] })).resolves.toEqual([]);
  expect(asked).toEqual(new Set(['controller']));
});

test('one unit for both sides is refused where no packages are swapped', async () => {
  const both = { old: on('controller', 'l3-agent'), new: on('controller', 'l3-agent'), check: null };
  await expect(blockersOf({ l3: both }, { controller: ['l3-agent'] })).resolves.toEqual([
    expect.stringMatching(/^InvalidDefinition: network.services names l3-agent on controller as old and as new/),
  ]);
  const swapped = { old: on('compute1', 'l3-agent'), new: on('compute1', 'l3-agent'), check: null };
  await expect(blockersOf({ l3: swapped }, {})).resolves.toEqual([]);
});

test('names all that stands in the way at once', async () => {
  const found = await blockersOf(
    {
      l3: {
        ...{ old: on('network1', 'gone-l3'), new: on('controller', 'gone-too') },
        check: { host: 'controller', command: ['false'] },
      },
      metadata: {
        ...{ old: on('compute2', 'old-metadata'), new: on('compute2', 'neutron-metadata-agent') },
        check: { host: 'compute3', command: [MISSING_TOOL] },
      },
    },
    {},
  );
  expect(found.toSorted()).toEqual([
    'CheckFailed: A check of network.services fails before anything is touched: "false" on controller ended with 1: refused.',
    `InvalidDefinition: compute3 has no ${MISSING_TOOL}, which network.services names as a check.`,
    'InvalidDefinition: controller has no unit gone-too, which network.services names.',
    'InvalidDefinition: network1 has no unit gone-l3, which network.services names.',
  ]);
});

test('names all machines that do not answer in one blocker, besides what the others say', async () => {
  const l3 = {
    old: [...on('network1', 'old-l3'), ...on('network2', 'old-l3')],
    new: on('controller', 'gone'),
    check: { host: 'network1', command: ['true'] },
  };
  await expect(blockersOf({ l3 }, {}, ['network1', 'network2'])).resolves.toEqual([
    'InvalidDefinition: controller has no unit gone, which network.services names.',
    'HostUnreachable: 2 of 3 machines could not be asked: network1, network2. network1 does not answer.',
  ]);
});
