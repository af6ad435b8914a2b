/** Reads the tables that nova-manage prints (`| a | b |`): one record a row, by the column's title. */
export function parseTable(output: string): Readonly<Record<string, string>>[] {
  const [titles, ...rows] = output
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  if (titles === undefined) return [];
  return rows.map((cells) => Object.fromEntries(titles.map((title, i) => [title, cells[i] ?? ''])));
}

export interface UpgradeCheck {
  readonly name: string;
  readonly result: string;
  readonly details: string;
}

/** Reads the table of `nova-status upgrade check`: one framed block a check. */
export function parseUpgradeChecks(output: string): UpgradeCheck[] {
  const text = output
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.slice(1, -1).trim())
    .join('\n');
  const checks = text.split(/^Check: /m).slice(1);
  return checks.map((check) => {
    const [name = '', ...rest] = check.split('\n');
    const result = /^Result: (.*)$/m.exec(check)?.[1] ?? '';
    const details = rest
      .join(' ')
      .replace(/^.*?Details: /, '')
      .trim();
    return { name: name.trim(), result: result.trim(), details };
  });
}
