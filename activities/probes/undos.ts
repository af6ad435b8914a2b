import type { Undos } from '../../model/ledger';
import type { Dependencies } from '../dependencies';
import { withFailures } from '../services/with-failures';
import { endProbes } from './end-probes';
import { readProbed } from './probed';

export function createProbeUndos(deps: Dependencies): Undos {
  return withFailures({
    stopProbes: async (entry, run) => {
      const definition = await deps.readDefinition(entry.cluster);
      const ledger = await deps.ledger(definition);
      const { set } = entry.detail as { set: string };
      // A later run that began with the same step has no entry of its own: its probes end with those of the first.
      const current = await readProbed(ledger, entry.cluster);
      const sets = [...new Set([set, current?.set ?? set])];
      const ended = [];
      for (const one of sets) ended.push((await endProbes(deps, definition, ledger, run, one)).summary);
      return ended.join(' ');
    },
  });
}
