import type { Undos } from '../../model/ledger';
import type { Dependencies } from '../dependencies';
import { withFailures } from '../services/with-failures';
import { endProbes } from './end-probes';

export function createProbeUndos(deps: Dependencies): Undos {
  return withFailures({
    stopProbes: async (entry, run) => {
      const definition = await deps.readDefinition(entry.cluster);
      const ledger = await deps.ledger(definition);
      return (await endProbes(deps, definition, ledger, run, (entry.detail as { set: string }).set)).summary;
    },
  });
}
