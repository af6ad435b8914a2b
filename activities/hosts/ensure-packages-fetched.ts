import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openHost, type HostInput } from '../toolbox/open-host';
import { upgradeOf } from './modules/modules-of-host';
import { packageManagerOf } from './packages/package-manager-of';
import { runPackages } from './packages/run-packages';

/** Fetches the new packages into the host's cache. Nothing to undo: a cache changes nothing. */
export const ensurePackagesFetched = defineStep({
  name: 'ensurePackagesFetched',
  once: 'done',
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { definition, machine, pair } = await openHost(deps, input.run.cluster, input.host);
    const manager = await packageManagerOf(machine, definition);
    const upgrade = upgradeOf(definition, pair);
    await runPackages(machine, manager, input, 'fetch', manager.fetchCommand(upgrade));
    return { changed: true, summary: `${input.host} has the packages of ${definition.releases.to} in its cache.` };
  },
});
