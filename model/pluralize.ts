/** A number of things as people write it: `1 row`, `2 rows`. */
export function pluralize(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
