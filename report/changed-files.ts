import { pluralize } from '../model/pluralize';
import type { FileGroup, FileReport, FilesReport } from '../model/report/file-group';

/** How many lines came and went, in a few words. */
export function describeFile({ there, lines, more }: FileReport): string {
  const gone = lines.filter((line) => line.startsWith('- ')).length;
  const what = there ? '' : 'new file, ';
  if (lines.length + more === 0) return there ? 'comments, order or access alone' : 'new file, without settings';
  const unlisted = more > 0 ? `, ${pluralize(more, 'line')} not listed` : '';
  return `${what}${pluralize(gone, 'line')} gone, ${lines.length - gone} new${unlisted}`;
}

/** The first hosts of a group by name, `most` at most, and how many more it has. */
export function tellHosts({ hosts, names }: Pick<FileGroup, 'hosts' | 'names'>, most = names.length): string {
  const named = names.slice(0, most);
  return `${named.join(', ')}${hosts > named.length ? ` and ${hosts - named.length} more` : ''}`;
}

/** Hosts of no group; '' for none. */
export function othersThan({ groups, others }: FilesReport): string {
  return others === 0
    ? ''
    : `${pluralize(others, 'more host')} changed in ways of their own, beyond these ${groups.length} groups.`;
}
