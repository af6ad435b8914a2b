/** At most so many lines, of those that went (`- …`) and those that came (`+ …`) as many as there is room for, and in their order. */
export function firstLines(lines: readonly string[], most: number): readonly string[] {
  const gone = lines.filter((line) => line.startsWith('- '));
  const come = lines.filter((line) => !line.startsWith('- '));
  const some = gone.slice(0, Math.max(Math.ceil(most / 2), most - come.length));
  return [...some, ...come.slice(0, most - some.length)];
}
