import { runsFolder } from '../../config/runs-folder';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Report } from '../../model/report/report';
import { printReport } from '../../report/print';
import { UsageError } from '../console/exit';
import { withJson } from '../console/options';
import { show, type Output } from '../console/output';

/** What reports of earlier versions lack. */
const EARLIER: Pick<Report, 'services'> = { services: [] };

/** `report`: the report of the latest run, or of one that is named. */
export function addReportCommand(program: Command): void {
  withJson(program.command('report [run]'))
    .description("print a run's report; the latest when none is named")
    .action(report);
}

async function report(run = 'latest', output: Output): Promise<void> {
  const runs = runsFolder();
  const file = join(runs, run, 'report.json');
  if (/[/\\]/.test(run) || !existsSync(file)) throw new UsageError(`There is no report ${file}.`);
  const content = { ...EARLIER, ...(JSON.parse(await readFile(file, 'utf8')) as Report) };
  show(output, content, `${printReport(content)}\n${join(runs, run, 'report.html')}`);
}
