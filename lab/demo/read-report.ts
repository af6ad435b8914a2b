import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runsFolder } from '../../config/runs-folder';
import type { Report } from '../../model/report/report';

/** The report of a run, by default the newest, and the folder that it lies in. */
export function readReport(run = 'latest'): { readonly report: Report; readonly folder: string } {
  const folder = join(runsFolder(), run);
  return { report: JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report, folder };
}
