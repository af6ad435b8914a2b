/** Where a run waits for people, if the definition says so: after `preflight`, before `open`, after the canaries' turns in `hosts` and in `agents`, before `finalize`. */
export const GATES = ['preflight', 'open', 'canaries', 'finalize'] as const;
export type GateName = (typeof GATES)[number];

/** A gate at which a run waits. */
export interface Gate {
  readonly gate: GateName;
  /** Who may open it; everybody where nobody is named. */
  readonly by?: readonly string[];
  /** Of `canaries`: hosts that have their turn before it. */
  readonly after?: number;
}

/** Where a definition says nothing, and in runs of earlier versions. */
export const DEFAULT_GATES: readonly Gate[] = [{ gate: 'open' }, { gate: 'finalize' }];

/** Before it is known which ones a run has. */
export const ANY_GATE: readonly Gate[] = GATES.map((gate) => ({ gate }));

/** Why somebody may not open a gate; undefined when he may, or nobody is named. */
export function objectionToApproval(gates: readonly Gate[], gate: GateName, by: string): string | undefined {
  const people = gates.find((one) => one.gate === gate)?.by;
  return people === undefined || people.includes(by)
    ? undefined
    : `the gate ${gate} is opened by ${people.join(' or ')}, not by ${by}`;
}

/** Whether a run waits at this gate before a phase; `before` is the phase that was before it. */
export function standsBefore({ gate }: Gate, phase: string, before: string | undefined): boolean {
  return gate === 'preflight' ? before === 'preflight' : gate === phase;
}
