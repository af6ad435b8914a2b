import { statementsOf, type Statement } from './statements';

/** Lines of a file that are told. */
const MOST_LINES = 200;

function without(lines: readonly Statement[], others: readonly Statement[]): readonly string[] {
  const left = new Map<string, number>();
  for (const { said } of others) left.set(said, (left.get(said) ?? 0) + 1);
  const only = lines.filter(({ said }) => {
    const count = left.get(said) ?? 0;
    left.set(said, count - 1);
    return count <= 0;
  });
  return only.map(({ shown }) => shown);
}

/** What a file says no more (`- …`) and what it will say (`+ …`), without secrets; that one becomes another is told all the same. */
export function allDifferences(present: string, wanted: string, secrets: readonly string[]): readonly string[] {
  const [old, next] = [statementsOf(present, secrets), statementsOf(wanted, secrets)];
  return [...without(old, next).map((line) => `- ${line}`), ...without(next, old).map((line) => `+ ${line}`)];
}

/** The same, at most 200 lines of it. */
export function fileDifferences(present: string, wanted: string, secrets: readonly string[]): readonly string[] {
  const all = allDifferences(present, wanted, secrets);
  return all.length <= MOST_LINES ? all : [...all.slice(0, MOST_LINES), `and ${all.length - MOST_LINES} more`];
}
