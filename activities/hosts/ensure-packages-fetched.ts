import { fetchCommand } from '../../connectors/package-managers/dnf';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { runStep } from '../toolbox/detached';
import { openHost, type HostInput } from '../toolbox/open-host';

/** Fetches the new packages into the host's cache. Nothing to undo: a cache changes nothing. */
export const ensurePackagesFetched = defineStep({
  name: 'ensurePackagesFetched',
  once: 'done',
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { definition, machine, pair } = await openHost(deps, input.run.cluster, input.host);
    await runStep(machine, input, 'fetch', fetchCommand(definition.packages.repositories.to, pair.packages.excluded));
    return { changed: true, summary: `${input.host} has the packages of ${definition.releases.to} in its cache.` };
  },
});
