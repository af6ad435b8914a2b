/** The first of many, for a message: `a, b and 3 more`. */
export function listFirst(things: readonly string[], separator = ', ', most = 10): string {
  const more = things.length > most ? ` and ${things.length - most} more` : '';
  return `${things.slice(0, most).join(separator)}${more}`;
}
