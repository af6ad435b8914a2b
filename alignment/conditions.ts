/** Words, quoted texts and names, brackets: all that matters for where a condition can be taken apart. */
const TOKEN = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`(?:[^`]|``)*`|[()]|[A-Za-z_]\w*/g;

/** The parts of a condition that must all hold; the condition itself where it is no plain AND. */
export function conjuncts(sql: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let begin = 0;
  let between = false;
  for (const { 0: token, index } of sql.matchAll(TOKEN)) {
    const word = token.toUpperCase();
    if (token === '(' || word === 'CASE') depth++;
    else if (token === ')' || word === 'END') depth--;
    if (depth > 0) continue;
    if (word === 'OR' || word === 'XOR') return [sql.trim()];
    if (word === 'BETWEEN') between = true;
    if (word !== 'AND') continue;
    if (!between) {
      parts.push(sql.slice(begin, index));
      begin = index + token.length;
    }
    between = false;
  }
  parts.push(sql.slice(begin));
  return parts
    .map((part) => part.trim())
    .flatMap((part) => (isBracketed(part) ? conjuncts(part.slice(1, -1)) : [part]));
}

/** Whether the first bracket closes at the very end. */
function isBracketed(sql: string): boolean {
  if (!sql.startsWith('(')) return false;
  let depth = 0;
  for (const { 0: token, index } of sql.matchAll(TOKEN)) {
    if (token === '(') depth++;
    if (token === ')' && --depth === 0) return index === sql.length - 1;
  }
  return false;
}

/** Columns of `s` that a condition ties to one value. */
export function fixedColumns(where: string): readonly string[] {
  return conjuncts(where).flatMap((part) => /^s\.`?(\w+)`?\s*=\s*(?:\d+|'[^']*')$/.exec(part)?.[1] ?? []);
}

/** Why a row stays behind: it was deleted, it belongs to a row that is not there, or the mapping does not want it. */
export type LeftBecause = 'deleted' | 'orphaned' | 'not wanted';

/** A mapping's condition, by what it means for a row that does not fulfil it. */
export function byMeaning(where: string): Readonly<Record<LeftBecause, readonly string[]>> {
  const parts = conjuncts(where).filter((part) => part.toUpperCase() !== 'TRUE');
  const of = (wanted: LeftBecause): readonly string[] => parts.filter((part) => meaning(part) === wanted);
  return { deleted: of('deleted'), orphaned: of('orphaned'), 'not wanted': of('not wanted') };
}

function meaning(part: string): LeftBecause {
  if (/^s\.`?deleted`?\s*=\s*0$/.test(part)) return 'deleted';
  return /\bselect\b/i.test(part) ? 'orphaned' : 'not wanted';
}
