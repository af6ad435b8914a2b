import type { FilesReport } from '../model/report/file-group';
import { describeFile, othersThan } from './changed-files';
import { printedTable } from './page/printed-table';

/** Files that changed, without their lines, for a terminal. */
export function printFiles(report: FilesReport): string {
  const rows = report.groups.flatMap(({ hosts, names, files, moreFiles }) => [
    ...files.map((file, i) => [i === 0 ? hostsOf(hosts, names) : '', file.path, describeFile(file)]),
    ...(moreFiles > 0 ? [['', `and ${moreFiles} more`, '']] : []),
  ]);
  const others = othersThan(report);
  return [printedTable(['files of', 'path', 'what changed'], rows), ...(others === '' ? [] : [others])].join('\n');
}

function hostsOf(hosts: number, names: readonly string[]): string {
  const named = names.slice(0, 3);
  return `${named.join(', ')}${hosts > named.length ? ` and ${hosts - named.length} more` : ''}`;
}
