import type { Undos } from '../../model/ledger';
import type { Dependencies } from '../dependencies';
import { withFailures } from '../toolbox/with-failures';
import { endProbes } from './end-probes';

export function createProbeUndos(deps: Dependencies): Undos {
  return withFailures({
    // A later run that began with the same step has no entry of its own: its probes end with those of the first.
    stopProbes: async ({ cluster }, run) => {
      const definition = await deps.readDefinition(cluster);
      return (await endProbes(deps, definition, await deps.ledger(definition), run)).summary;
    },
  });
}
