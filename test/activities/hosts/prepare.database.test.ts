import { readFileDifferences } from '../../../activities/hosts/configuration/read-file-differences';
import { HOST_STEPS } from '../../../activities/hosts/steps';
import { activitiesOf } from '../../../activities/steps/activities-of';
import { readInstalled } from '../../../connectors/package-managers/read-installed';
import type { BlockersResult } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';
import { findReleasePair } from '../../../releases/register';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { memoryLedger } from '../../support/memory-ledger';
import { memoryStore } from '../../support/memory-store';
import { NO_DATABASES } from '../../support/no-databases';
import { openPackagedHost, type PackagedHost } from '../../support/packaged-host';

jest.setTimeout(300_000);

const HOST = 'compute3';
const RUN = { id: '66666666-prepare-test', cluster: 'lab', datacenter: 'lab' };
const INPUT = { run: RUN, step: `prepare/${HOST}/packages`, phase: 'prepare', host: HOST } as const;

describe.each(['dnf', 'yum'] as const)('a host with %s', (name) => {
  let machine: PackagedHost;
  let before: readonly string[];
  const ledger = memoryLedger();

  function prepare(packages: Partial<ClusterDefinition['packages']>): Promise<BlockersResult> {
    const definition = { ...LAB_DEFINITION, packages: { ...LAB_DEFINITION.packages, ...packages } };
    return activitiesOf(HOST_STEPS, {
      readDefinition: async () => Promise.resolve(definition),
      releasePair: findReleasePair,
      ledger: async () => Promise.resolve(ledger),
      ...NO_DATABASES,
      store: memoryStore(),
      machine: async () => Promise.resolve(machine),
    }).ensureHostPrepared(INPUT);
  }

  beforeAll(async () => {
    machine = await openPackagedHost(name);
    before = await readInstalled(machine);
  });
  afterAll(async () => machine.close());

  test('is prepared as often as wanted, from several repositories, and nothing of it is changed', async () => {
    for (const _ of [1, 2])
      await expect(prepare({ repositories: { from: 'liberty', to: 'stein,liberty' } })).resolves.toMatchObject({
        blockers: [],
        summary: expect.stringMatching(
          /^compute3 is ready for its turn; others will be .*\/etc\/nova\/nova.conf/,
        ) as string,
      });
    expect(ledger.facts.get(`prepared/${HOST}`)).toMatchObject({ ready: true, reasons: [] });
    expect(ledger.undos).toEqual([]);
    expect(await readInstalled(machine)).toEqual(before);
  });

  test('has its files compared with those that it will get', async () => {
    const found = await readFileDifferences(machine, LAB_DEFINITION, LIBERTY_TO_STEIN);
    const nova = found.find(({ path }) => path === '/etc/nova/nova.conf');
    expect(nova).toMatchObject({
      there: true,
      lines: expect.arrayContaining([expect.stringMatching(/^\+ \[\w+\] /)]) as object,
    });
    expect(nova?.lines.join('\n')).toMatch(/transport_url = rabbit:\/\/\w+:\*\*\*@/);
  });

  test('is not ready where packages are not signed that are to be, and where a key is not there: both are told', async () => {
    const { blockers } = await prepare({ checkSignatures: true });
    expect(blockers.map(({ message }) => message).join('\n')).toMatch(/not signed|GPG/i);
    expect(ledger.facts.get(`prepared/${HOST}`)).toMatchObject({ ready: false });
    const lost = await prepare({ keys: ['keys/none'] });
    expect(lost.blockers).toMatchObject([
      { type: 'InvalidDefinition', message: expect.stringMatching(/The key \S+keys\/none cannot be read/) as string },
    ]);
    expect(await readInstalled(machine)).toEqual(before);
  });
});
