import { pluralize } from '../model/pluralize';
import type { FileReport, FilesReport } from '../model/report/file-group';

/** How many lines came and went, in a few words. */
export function describeFile({ there, lines, more }: FileReport): string {
  const gone = lines.filter((line) => line.startsWith('- ')).length;
  const what = there ? '' : 'new file, ';
  if (lines.length + more === 0) return there ? 'comments, order or access alone' : 'new file, without settings';
  const unlisted = more > 0 ? `, ${pluralize(more, 'line')} not listed` : '';
  return `${what}${pluralize(gone, 'line')} gone, ${lines.length - gone} new${unlisted}`;
}

/** Hosts of no group; '' for none. */
export function othersThan({ groups, others }: FilesReport): string {
  return others === 0
    ? ''
    : `${pluralize(others, 'more host')} changed in ways of their own, beyond these ${groups.length} groups.`;
}
