/** The character set of a collation, whose name begins with it; the three-byte UTF-8 under one name. Null for no text. */
export function charsetOf(collation: string | null): string | null {
  if (collation === null) return null;
  const name = collation.split('_')[0] ?? collation;
  return name === 'utf8mb3' ? 'utf8' : name;
}

/** SQL of a value as a text of this collation, in its character set; null for no text. */
export function inCollation(sql: string, collation: string | null): string {
  return collation === null ? sql : `CONVERT(${sql} USING ${charsetOf(collation)}) COLLATE ${collation}`;
}

/** SQL with the three-byte UTF-8 under the name that servers older than `utf8mb3` know. */
export function olderNames(sql: string): string {
  return sql.replace(/\b(CHARSET=|CHARACTER SET |COLLATE[ =])utf8mb3/g, '$1utf8');
}
