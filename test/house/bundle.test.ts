import { bundleWorkflows } from '../support/workflow-bundle';
import { read } from './sources';

/** Every cached workflow holds the bundle once: zod alone would add half a megabyte to each. About a quarter of it is comments. */
const LARGEST_BYTES = 880_000;
/** Of it what is not ours: the SDK and what it needs. */
const LARGEST_FOREIGN_BYTES = 530_000;
const NAMES = [
  'alignDatabases',
  'canaryUpgrade',
  'planCluster',
  'preflightHostBatch',
  'preflightHosts',
  'recreateNetwork',
  'restartAgent',
  'restartAgents',
  'rollBackCluster',
  'undoHostBatch',
  'undoSteps',
  'upgradeCluster',
  'upgradeFleet',
  'upgradeHostBatch',
  'upgradeHosts',
];

describe("the workflows' bundle", () => {
  it('is small, and holds nothing but workflows, the model and the SDK', async () => {
    const { code } = await bundleWorkflows();
    const program = code.replace(/\/\/# sourceMappingURL=.*/s, '');
    expect(Buffer.byteLength(program)).toBeLessThan(LARGEST_BYTES);
    const parts = program.split(/^\/\*\*\*\/ "\.\//m);
    const foreign = parts.filter((part) => part.startsWith('node_modules/')).join('');
    expect(Buffer.byteLength(foreign)).toBeLessThan(LARGEST_FOREIGN_BYTES);
    const modules = [...program.matchAll(/^\/\*\*\*\/ "\.\/([^"]+)":?/gm)].map(([, path = '']) => path);
    expect(modules).toContain('workflows/upgrade-cluster.ts');
    const strange = modules.filter(
      (path) => !/^(workflows|model)\/|^node_modules\/(@temporalio|long|ms|nexus-rpc)\b/.test(path),
    );
    expect(strange).toEqual([]);
  });

  it('exports the workflow types that operators and schedules start', () => {
    const exported = [...read('workflows/index.ts').matchAll(/export \{ (\w+) \}/g)].map(([, name]) => name);
    expect(exported).toEqual(NAMES);
  });
});
