import { createCheckInput } from '../../activities/runs/check-input';
import { readDefinition } from '../../config/read-definition';
import { OPERATOR_COMMANDS } from '../../model/operator/operator-commands';
import { PHASES } from '../../model/phases';
import type { UpgradeOptions } from '../../model/upgrade';
import schema from '../../report/report.schema.json';
import { read } from './sources';

/** The words in code at the start of each row, for the table whose head begins with these titles. */
function firstColumn(page: string, ...head: readonly string[]): string[] {
  const rows = read(page)
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const at = rows.findIndex((cells) => head.every((title, i) => cells[i + 1] === title));
  expect(at).toBeGreaterThanOrEqual(0);
  const after = rows.slice(at + 2);
  const end = after.findIndex((cells) => cells.length === 1);
  return after.slice(0, end < 0 ? undefined : end).flatMap((cells) => codeWords(cells[1] ?? ''));
}

function codeWords(text: string): string[] {
  return [...text.matchAll(/`([\w-]+)[^`]*`/g)].map(([, word = '']) => word);
}

/** The names in the item of a page's list that begins with these words, up to the end of its sentence. */
function namesAfter(page: string, words: string): string[] {
  const [, rest = ''] = read(page).split(`\n- ${words}: `);
  return codeWords(/^[^.]*/.exec(rest)?.[0] ?? '');
}

describe('the tables and lists of the documentation name all that there is, and nothing else', () => {
  it('commands', () => {
    expect(firstColumn('docs/operating.md', 'command', 'input')).toEqual(OPERATOR_COMMANDS);
    expect(namesAfter('docs/design.md', 'Signals and updates of the same names')).toEqual(OPERATOR_COMMANDS);
  });

  it('phases, in their order', () => {
    expect(firstColumn('docs/design.md', 'phase', 'what it does')).toEqual(PHASES);
  });

  it('workflow types', () => {
    const exported = [...read('workflows/index.ts').matchAll(/export \{ (\w+) \}/g)].map(([, name = '']) => name);
    expect(namesAfter('docs/design.md', 'Workflow types').toSorted()).toEqual(exported.toSorted());
  });

  it('fields of the input', async () => {
    const check = createCheckInput({ readDefinition });
    const checked = await check({ workflow: 'upgradeCluster', input: { cluster: 'lab' } });
    const { options } = checked as { readonly options: UpgradeOptions };
    expect(firstColumn('docs/operating.md', 'field', 'meaning')).toEqual(Object.keys(options));
  });

  it('verdicts and fields of the report', () => {
    const { verdict } = schema.properties;
    expect(firstColumn('docs/report.md', 'verdict', 'meaning').toSorted()).toEqual(verdict.enum.toSorted());
    expect(firstColumn('docs/report.md', 'field', 'what it says').toSorted()).toEqual(schema.required.toSorted());
  });
});
