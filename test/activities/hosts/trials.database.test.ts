import { readTrials } from '../../../activities/hosts/trials/read-trials';
import { askOf } from '../../support/ask';
import { machineWith } from '../../support/machine-with';
import { openScratch, type Scratch } from '../../support/scratch-activities';

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch('trials');
  await askOf(scratch)(`UPDATE {old.nova}.instances SET deleted = id WHERE host = 'compute2'`);
});
afterAll(() => scratch.close());

/** Hosts that answer alike, as a machine of the test's own does; some are away. Nova's rows are real. */
async function tried(trials: boolean | undefined, away: readonly string[] = []): Promise<readonly string[]> {
  const { rollout, ...rest } = scratch.cloud.definition;
  const definition = { ...rest, rollout: { ...rollout, ...(trials !== undefined && { trials }) } };
  const machine = async (_: unknown, host: string) =>
    away.includes(host)
      ? Promise.reject(new Error(`${host} is away`))
      : Promise.resolve({ ...machineWith(host, []), readFile: async () => Promise.resolve(undefined) });
  const deps = { ...scratch.deps, machine };
  return (await readTrials(deps, definition, definition.hypervisors)).map(({ host }) => host);
}

test('a hypervisor without VMs, by rows of Nova that are not deleted, is tried for the others', async () => {
  expect(await tried(true)).toEqual(['compute2']);
  // one that answers alone is tried for nobody
  expect(await tried(true, ['compute1', 'compute3'])).toEqual([]);
});

test('none is, and none is asked, where all fit into one batch and the definition says nothing', async () => {
  expect(await tried(undefined, ['compute1', 'compute2', 'compute3'])).toEqual([]);
});
