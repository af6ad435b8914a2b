import { tableChoices } from '../../../alignment/table-choices';
import type { ReleasePair } from '../../../model/pair/release-pair';
import type { Dependencies } from '../../dependencies';

interface Known {
  /** The whole definition as JSON: which of its fields a fix-up looks at, is the pair's business. */
  readonly definition: string;
  readonly choices: ReadonlyMap<string, string>;
}

/** `tableChoices`, computed once for each pair and cluster for as long as the cluster's definition says the same. */
export function createTableChoices(): Dependencies['tableChoices'] {
  const known = new WeakMap<ReleasePair, Map<string, Known>>();
  return (pair, definition) => {
    const ofPair = known.get(pair) ?? new Map<string, Known>();
    known.set(pair, ofPair);
    const text = JSON.stringify(definition);
    const last = ofPair.get(definition.name);
    if (last?.definition === text) return last.choices;
    const choices = tableChoices(pair, definition);
    ofPair.set(definition.name, { definition: text, choices });
    return choices;
  };
}
