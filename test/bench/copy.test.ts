import { COMPARED, tableOf } from '../../bench/copy/compared';
import { PEERS, type Measured } from '../../bench/copy/measure';
import { SETTINGS } from '../../bench/copy/server';
import { printMeasured } from '../../bench/copy/table';
import { LIBERTY_TO_STEIN } from '../../releases/liberty-to-stein/pair';
import { read } from '../house/sources';

const MEASURED: Measured = {
  rows: 100_000,
  seconds: { stackleap: 20, 'by-hand': 70, 'bare-insert-select': 30, mydumper: 15 },
  ratios: { 'by-hand': 3.5, 'bare-insert-select': 1.5, mydumper: 0.75 },
  verifySeconds: 9,
  builtSeconds: 12,
  maxRssMb: 200,
};

describe("the copy's bench", () => {
  it('compares tables that the phase copies', () => {
    const names = LIBERTY_TO_STEIN.tables.compute.map(({ name }) => name);
    expect(COMPARED.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('tells each time with its ratio, and the settings that weigh most', () => {
    const text = printMeasured([MEASURED]);
    for (const told of [
      '100000',
      '20 s',
      '70 s (3.5)',
      '30 s (1.5)',
      '15 s (0.75)',
      '9 s',
      '12 s',
      '200 MB',
      ...SETTINGS,
    ])
      expect(text).toContain(told);
  });

  it('is described as it is: contenders, tables and settings', () => {
    const page = read('docs/benchmarks.md');
    const missing = ['stackleap', ...PEERS, ...COMPARED.map(tableOf), ...SETTINGS].filter(
      (name) => !page.includes(`\`${name}\``),
    );
    expect(missing).toEqual([]);
  });
});
