/** Shown, at most: a result, and the note of a schedule, are to be read by people. */
const PROBLEMS_SHOWN = 30;
const CHARACTERS_SHOWN = 300;

/** The first problems of a verdict, each shortened, and how many more there are. */
export function shownProblems(problems: readonly string[]): readonly string[] {
  const shown = problems.slice(0, PROBLEMS_SHOWN).map((one) => one.slice(0, CHARACTERS_SHOWN));
  const more = problems.length - shown.length;
  return more > 0 ? [...shown, `and ${more} more`] : shown;
}
