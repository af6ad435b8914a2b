import type { Undos } from '../../model/ledger';
import type { Step, Steps } from '../define/step';
import type { AnyUndo } from '../define/undo';
import type { Dependencies } from '../dependencies';
import { withFailures } from '../toolbox/with-failures';

type ActivityOf<Of> =
  Of extends Step<string, infer Input, infer Result, never> ? (input: Input) => Promise<Result> : never;

/** The activities of steps, by name. */
export type Activities<Of extends Steps> = { readonly [Name in keyof Of]: ActivityOf<Of[Name]> };

/** What a worker registers for these steps. An error of a connector becomes a failure of the type that it stands for. */
export function activitiesOf<Of extends Steps>(steps: Of, deps: Dependencies): Activities<Of> {
  const activities = Object.values(steps).map(({ name, run }) => [name, (input: never) => run(deps, input)] as const);
  return withFailures(Object.fromEntries(activities)) as Activities<Of>;
}

/** The undos of these steps, by kind. Throws when two of them call different undos by one name. */
export function undosOf(steps: Steps, deps: Dependencies): Undos {
  const byKind = new Map<string, AnyUndo>();
  for (const { name, undo } of Object.values(steps)) {
    if (undo === null) continue;
    const known = byKind.get(undo.kind) ?? undo;
    if (known !== undo) throw new Error(`${name}: another step has another undo "${undo.kind}".`);
    byKind.set(undo.kind, undo);
  }
  const undos = [...byKind].map(([kind, undo]) => [kind, undo.carryOut.bind(undo, deps)] as const);
  return withFailures(Object.fromEntries(undos));
}
