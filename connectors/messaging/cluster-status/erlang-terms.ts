/** An Erlang term: atoms, strings, binaries and numbers are text, whatever their notation. */
export type Term = string | { readonly list: readonly Term[] } | { readonly tuple: readonly Term[] };

type Token = { readonly mark: string } | { readonly word: string };

/** No status is nested as deep. */
const DEEPEST = 50;
/** A bracket or comma (a map is read as a tuple), a quoted atom, a string, a binary, or a word. */
const TOKEN =
  /\s*(?:([[\]{},]|#\{|=>)|'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)"|<<(?:"((?:[^"\\]|\\[^])*)"(?:\/utf8)?|([\d,\s]*))>>|([^\s[\]{},'"<>]+))/y;

const ESCAPE = /\\(?:x\{([0-9a-fA-F]{1,6})\}|([0-7]{1,3})|([^]))/g;
const CONTROLS: Readonly<Record<string, string>> = {
  b: '\b',
  d: '\x7f',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  s: ' ',
  t: '\t',
  v: '\v',
};
const MARKS: Readonly<Record<string, string>> = { '#{': '{', '=>': ',' };

/** The first list of a text as Erlang prints terms; undefined where there is none, or it is broken off. */
export function parseErlangList(text: string): readonly Term[] | undefined {
  const begin = text.search(/^[ \t]*\[/m);
  const tokens = begin < 0 ? [] : readTokens(text, begin);
  const read = readTerm(tokens, 0, 0)?.term;
  return isList(read) ? read.list : undefined;
}

export function isList(term: Term | undefined): term is { readonly list: readonly Term[] } {
  return typeof term === 'object' && 'list' in term;
}

export function isTuple(term: Term | undefined): term is { readonly tuple: readonly Term[] } {
  return typeof term === 'object' && 'tuple' in term;
}

/** Up to the first piece that is none. */
function readTokens(text: string, begin: number): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = begin;
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
    const [, mark, atom, string, binary, bytes, word] = found;
    if (mark !== undefined) tokens.push({ mark: MARKS[mark] ?? mark });
    else tokens.push({ word: word ?? bytes ?? withoutEscapes(atom ?? string ?? binary ?? '') });
  }
  return tokens;
}

function readTerm(
  tokens: readonly Token[],
  at: number,
  depth: number,
): { readonly term: Term; readonly next: number } | undefined {
  const token = tokens[at];
  if (token === undefined || depth > DEEPEST) return undefined;
  if ('word' in token) return { term: token.word, next: at + 1 };
  if (token.mark !== '[' && token.mark !== '{') return undefined;
  const closing = token.mark === '[' ? ']' : '}';
  const items: Term[] = [];
  let next = at + 1;
  while (!isMark(tokens[next], closing)) {
    if (items.length > 0 && !isMark(tokens[next++], ',')) return undefined;
    const item = readTerm(tokens, next, depth + 1);
    if (item === undefined) return undefined;
    items.push(item.term);
    next = item.next;
  }
  return { term: closing === ']' ? { list: items } : { tuple: items }, next: next + 1 };
}

function isMark(token: Token | undefined, mark: string): boolean {
  return token !== undefined && 'mark' in token && token.mark === mark;
}

/** `\'`, `\n`, `\344` and `\x{e4}` as Erlang writes them. */
function withoutEscapes(text: string): string {
  return text.replace(ESCAPE, (_all, hex?: string, octal?: string, one = '') => {
    if (hex !== undefined) return codePoint(parseInt(hex, 16));
    if (octal !== undefined) return codePoint(parseInt(octal, 8));
    return CONTROLS[one] ?? one;
  });
}

function codePoint(code: number): string {
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}
