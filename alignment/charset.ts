/** The character set of a collation, whose name begins with it; the three-byte UTF-8 under one name. Null for no text. */
export function charsetOf(collation: string | null): string | null {
  if (collation === null) return null;
  const name = collation.split('_')[0] ?? collation;
  return name === 'utf8mb3' ? 'utf8' : name;
}
