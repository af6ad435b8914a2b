/** How many things one message names. */
const NAMED = 10;

/** The first of many, for a message: `a, b and 3 more`. */
export function named(things: readonly string[], separator = ', '): string {
  const more = things.length > NAMED ? ` and ${things.length - NAMED} more` : '';
  return `${things.slice(0, NAMED).join(separator)}${more}`;
}
