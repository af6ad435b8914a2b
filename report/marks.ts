/** A labelled line in a picture, at its value on the x axis. */
export interface Mark {
  readonly name: string;
  readonly xAxis: number;
}

/** The same lines in their order; those nearer to the one before than `nearest` share its label. */
export function mergeMarks(marks: readonly Mark[], nearest: number): Mark[] {
  const groups: Mark[][] = [];
  for (const mark of marks) {
    const group = groups.at(-1);
    if (group !== undefined && mark.xAxis - (group[0] as Mark).xAxis < nearest) group.push(mark);
    else groups.push([mark]);
  }
  return groups.flatMap((group) =>
    group.map(({ xAxis }, i) => ({ xAxis, name: i === 0 ? group.map(({ name }) => name).join(', ') : '' })),
  );
}
