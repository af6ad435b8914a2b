/** A name as an identifier in SQL. */
export function identifier(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** `schema`.`table`. */
export function tableName(schema: string, table: string): string {
  return `${identifier(schema)}.${identifier(table)}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\n': '\\n',
  '\r': '\\r',
  '\x1a': '\\Z',
  "'": "''",
  '\\': '\\\\',
};

/** A text as a literal in SQL (NO_BACKSLASH_ESCAPES must be off, as it is in our sessions). */
export function literal(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what has to be escaped
  return `'${text.replaceAll(/[\0\n\r\x1a'\\]/g, (character) => ESCAPES[character] ?? character)}'`;
}
