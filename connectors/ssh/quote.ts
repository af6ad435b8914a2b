/** Characters that no POSIX shell gives a meaning to. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** One word as POSIX sh reads it back, whatever stands in it; NUL cannot be in a word. */
export function quoteWord(word: string): string {
  if (word.includes('\0')) throw new TypeError('a word of a command cannot hold a NUL');
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** An argument vector as one command line. */
export function quote(argv: readonly string[]): string {
  // A first word with "=" in it would be an assignment, and a lone "%1" a job: quoting takes such meanings away.
  return argv
    .map((word, i) => (i === 0 && /[=%]/.test(word) ? `'${word.replaceAll("'", String.raw`'\''`)}'` : quoteWord(word)))
    .join(' ');
}
