/** Whether a package's name is the one that is meant; a pattern that ends in `*` means all that begin so. */
export function isNamed(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
