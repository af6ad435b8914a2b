import { sha256 } from '../../../alignment/sha256';
import type { JsonObject } from '../../../model/json';
import type { Ledger } from '../../../model/ledger';
import { firstLines } from '../../../model/report/first-lines';
import type { FileGroup, FileReport, FilesReport } from '../../../model/report/file-group';
import { beat } from '../../toolbox/heartbeat';
import { factPages } from './fact-pages';
import { HostGroups } from './host-groups';

/** Facts of hosts: what files were written there, and what changed in them. */
export const FILE_FACTS = 'files/';
/** Lines that are listed of a group, over all its files. */
const MOST_LINES = 600;

/** Reads what became of the hosts' files page by page, and tells it in groups. */
export async function readFiles(ledger: Ledger, cluster: string): Promise<FilesReport> {
  const groups = new HostGroups<Pick<FileGroup, 'files' | 'moreFiles'>>();
  let hosts = 0;
  for await (const page of factPages(ledger, cluster, FILE_FACTS)) {
    for (const fact of Object.values(page)) {
      const files = filesOf(fact);
      if (files.length === 0) continue;
      hosts++;
      const { name, digest, moreFiles } = fact;
      const key = typeof digest === 'string' ? digest : sha256(JSON.stringify(files));
      groups.add(typeof name === 'string' ? name : '', key, () => ({
        files: withinBounds(files),
        moreFiles: Number(moreFiles ?? 0),
      }));
    }
    beat({ files: hosts });
  }
  return { hosts, groups: groups.list(), others: groups.others };
}

function filesOf({ files }: JsonObject): readonly FileReport[] {
  return Array.isArray(files) ? files : [];
}

function withinBounds(files: readonly FileReport[]): readonly FileReport[] {
  let left = MOST_LINES;
  return files.map(({ path, there, lines, more }) => {
    const listed = firstLines(lines, left);
    left -= listed.length;
    return { path, there, lines: listed, more: more + lines.length - listed.length };
  });
}
