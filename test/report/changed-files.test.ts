import { z } from 'zod';
import type { FilesReport } from '../../model/report/file-group';
import { buildReport } from '../../report/build';
import { printReport } from '../../report/print';
import { renderReport } from '../../report/render';
import schema from '../../report/report.schema.json';
import { sampleInput } from './sample';

const FILES: FilesReport = {
  hosts: 40,
  groups: [
    {
      hosts: 36,
      names: Array.from({ length: 10 }, (_, i) => `c${i}`),
      files: [
        {
          path: '/etc/nova/nova.conf',
          there: true,
          lines: ['- [DEFAULT] a = <1>', '+ [DEFAULT] a = {{host}}', '+ [DEFAULT] b = 2'],
          more: 12,
        },
        { path: '/etc/ceph/ceph.conf', there: true, lines: [], more: 0 },
      ],
      moreFiles: 2,
    },
    {
      hosts: 1,
      names: ['odd'],
      files: [{ path: '/etc/new.conf', there: false, lines: ['+ x = ***'], more: 0 }],
      moreFiles: 0,
    },
  ],
  others: 3,
};

const report = buildReport({ ...sampleInput(), files: FILES });

test('the report has the files that changed, by hosts; not there where none did', () => {
  expect(report.files).toEqual(FILES);
  expect(z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(report).error).toBeUndefined();
  const none = { hosts: 0, groups: [], others: 0 };
  for (const input of [sampleInput(), { ...sampleInput(), files: none }]) {
    const without = buildReport(input);
    expect(without).not.toHaveProperty('files');
    expect(renderReport(without)).not.toContain('Configuration files');
    expect(printReport(without)).not.toContain('files of');
  }
});

test('the page has every line, escaped, and says what it does not list', () => {
  const page = renderReport(report);
  expect(page).toContain('Configuration files, by hosts on which the same changed');
  expect(page).toContain('<b>36 hosts</b>: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 and 26 more');
  expect(page).toContain('/etc/nova/nova.conf: 1 line gone, 2 new, 12 lines not listed');
  expect(page).toContain(
    '<pre>- [DEFAULT] a = &lt;1&gt;\n+ [DEFAULT] a = {{host}}\n+ [DEFAULT] b = 2\nand 12 more</pre>',
  );
  expect(page).toContain('/etc/ceph/ceph.conf: comments, order or access alone');
  expect(page).toContain('<p>And 2 more files.</p>');
  expect(page).toContain('/etc/new.conf: new file, 0 lines gone, 1 new');
  expect(page).toContain('3 more hosts changed in ways of their own, beyond these 2 groups.');
});

test('a terminal gets the counts', () => {
  const printed = printReport(report);
  expect(printed).toMatch(
    /c0, c1, c2 and 33 more +│ \/etc\/nova\/nova\.conf +│ 1 line gone, 2 new, 12 lines not listed/,
  );
  expect(printed).toMatch(/│ and 2 more +│/);
  expect(printed).toMatch(/odd +│ \/etc\/new\.conf/);
  expect(printed).not.toContain('[DEFAULT]');
});
