/** Where a kill strikes: before an activity acts, amid it, or when it has acted and nobody has heard of it yet. */
export const MOMENTS = ['before', 'amid', 'after'] as const;
export type Moment = (typeof MOMENTS)[number];

/** An activity's boundary as the worker that runs it sees it; one line a file's line, as JSON. */
export interface Boundary {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly event: 'start' | 'end' | 'die';
  /** Names the activity's task: the same in each of its attempts. */
  readonly key: string;
  readonly activity: string;
  /** Of the plan; '' for activities about the run itself. */
  readonly step: string;
  readonly phase: string;
  readonly attempt: number;
  /** Of a death. */
  readonly moment?: Moment;
}

/** Boundaries from the lines of a file; a line that is cut off, as a killed process leaves it, is none. */
export function readBoundaries(text: string): readonly Boundary[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Boundary];
    } catch {
      return [];
    }
  });
}
