import type { FilesReport } from '../model/report/file-group';
import { describeFile, othersThan, tellHosts } from './changed-files';
import { printedTable } from './page/printed-table';

/** Hosts of a group that a terminal has room for. */
const NAMED = 3;

/** Files that changed, without their lines, for a terminal. */
export function printFiles(report: FilesReport): string {
  const rows = report.groups.flatMap(({ files, moreFiles, ...group }) => [
    ...files.map((file, i) => [i === 0 ? tellHosts(group, NAMED) : '', file.path, describeFile(file)]),
    ...(moreFiles > 0 ? [['', `and ${moreFiles} more`, '']] : []),
  ]);
  const others = othersThan(report);
  return [printedTable(['files of', 'path', 'what changed'], rows), ...(others === '' ? [] : [others])].join('\n');
}
