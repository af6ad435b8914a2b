import { listFirst } from '../../model/list-first';
import type { StepInput, StepResult } from '../../model/run';
import { defineFact } from '../define/fact';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { withHeartbeats } from '../toolbox/heartbeat';
import { openAccess } from '../toolbox/access';
import { forgetProof, noteUnchanged, recordProof } from './target/recorded-proof';
import { compareSides } from './compare/compare-sides';
import type { Difference } from './compare/differences';
import { readUnsupportedResources, sentence } from './preflight/unsupported-resources';
import { readNetwork } from './source/read-liberty';

/** How many differences the fact holds; the rest are counted. */
const IN_FACT = 200;

/** How both sides compare, for the report. */
const networkFact = defineFact<{
  readonly counts: Readonly<Record<string, number>>;
  readonly leftBehind: readonly string[];
  readonly differences: readonly Difference[];
  readonly differencesInAll: number;
}>('network');

/** Reads both sides again and compares them object by object, field by field; one difference is a failure. */
export const verifyNetwork = defineStep({
  name: 'verifyNetwork',
  once: 'proven',
  undo: forgetProof,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger, pair, source } = access;
    const schema = definition.source.databases.neutron;
    await recordProof(ledger, input);
    const { counts, differences } = await withHeartbeats(
      () => ({ comparing: 'both Neutrons' }),
      async () => compareSides(access, input.run.cluster, await readNetwork(access)),
    );
    const left = await readUnsupportedResources(source, schema, pair.network, definition.network);
    const unsupported = left.map((one) => sentence(one, schema));
    await networkFact.record(ledger, input.run, {
      counts,
      leftBehind: unsupported,
      differences: differences.slice(0, IN_FACT),
      differencesInAll: differences.length,
    });
    if (differences.length > 0) {
      await noteUnchanged(ledger, input, false);
      throw failure('NetworkDiffers', describe(differences));
    }
    const compared = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const rest = unsupported.length === 0 ? '' : ` Left behind: ${unsupported.join('; ')}.`;
    return { changed: false, summary: `${compared} objects are the same on both sides.${rest}` };
  },
});

function describe(differences: readonly Difference[]): string {
  const lines = differences.map(({ kind, id, field, source, target }) => {
    if (field !== 'id') return `${kind} ${id}: ${field} was ${JSON.stringify(source)} and is ${JSON.stringify(target)}`;
    return target === null ? `${kind} ${id} is missing` : `${kind} ${id} is new`;
  });
  return `The networks differ in ${differences.length} fields: ${listFirst(lines, '; ')}.`;
}
