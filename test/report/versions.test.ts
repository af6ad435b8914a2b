import { buildReport } from '../../report/build';
import { printReport } from '../../report/print';
import { renderReport } from '../../report/render';
import { versionsOf } from '../../report/versions';
import type { JsonObject } from '../../model/json';
import { sampleInput } from './sample';

const version = (installed: string, running: string, standing: string): JsonObject => ({
  ...{ name: 'openvswitch', installed, running: running === '' ? [] : [running], standing },
});

const through = (name: string): JsonObject => ({
  name,
  before: [version('2.5.5', '2.5.5', 'old')],
  after: [version('2.5.5', '2.5.5', 'old')],
});

const FACTS = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`versions/c${i}`, through(`c${i}`)]));

test('the report says which version runs, old or new, and on how many hosts', () => {
  const report = buildReport({ ...sampleInput(), facts: { ...sampleInput().facts, ...FACTS } });
  expect(report.versions).toEqual([
    {
      ...{ name: 'openvswitch', before: '2.5.5', after: '2.5.5', runs: ['2.5.5'], standing: 'old', hosts: 12 },
      names: Array.from({ length: 10 }, (_, i) => `c${i}`),
    },
  ]);
  expect(printReport(report)).toMatch(/openvswitch .*2\.5\.5 .*2\.5\.5 .*2\.5\.5 .*old .*12/);
  expect(renderReport(report)).toContain('Versions');
});

test('hosts that are not through are not told of, and no number of versions fills the report', () => {
  expect(versionsOf([{ name: 'c1', before: [version('2.5.5', '', 'old')], after: [] }])).toEqual([]);
  const many = Array.from({ length: 5_000 }, (_, i) => ({
    ...through(`c${i}`),
    after: [version(`2.${i}`, '', 'new')],
  }));
  expect(versionsOf(many)).toHaveLength(100);
});
