/** Lines of a file that are told. */
const MOST_LINES = 200;

const SECRET_OPTION = /((?:password|passwd|secret|token|_key|\bkey)\w*\s*[=:]\s*).+/i;
const LOGIN = /(\/\/|,)([^\s:/@,]*):[^\s@]*@/g;

function masked(line: string, secrets: readonly string[]): string {
  const without = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), line);
  return without.replace(SECRET_OPTION, '$1***').replaceAll(LOGIN, '$1$2:***@');
}

/** What a file says, each line with its section; comments and order are no matter. */
function statementsOf(text: string): readonly string[] {
  let section = '';
  return text.split('\n').flatMap((line) => {
    const said = line.trim();
    if (said === '' || /^[#;]/.test(said)) return [];
    if (/^\[.*\]$/.test(said)) {
      section = `${said} `;
      return [];
    }
    return [`${section}${said.replace(/^([\w.-]+)\s*=\s*/, '$1 = ')}`];
  });
}

function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

/**
 * What a file says no more (`- …`) and what it will say (`+ …`), at most 200 lines. Values of options that are secret by their name, of
 * logins in URLs and `secrets` are `***`; that one of them becomes another is told all the same.
 */
export function fileDifferences(present: string, wanted: string, secrets: readonly string[]): readonly string[] {
  const [old, next] = [statementsOf(present), statementsOf(wanted)];
  const all = [
    ...without(old, next).map((line) => `- ${masked(line, secrets)}`),
    ...without(next, old).map((line) => `+ ${masked(line, secrets)}`),
  ];
  return all.length <= MOST_LINES ? all : [...all.slice(0, MOST_LINES), `and ${all.length - MOST_LINES} more`];
}
