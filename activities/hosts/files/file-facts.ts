import { sha256 } from '../../../alignment/sha256';
import { firstLines } from '../../../model/report/first-lines';
import type { FileReport } from '../../../model/report/file-group';
import type { Ledger } from '../../../model/ledger';
import type { RunRef } from '../../../model/run';
import { defineFacts } from '../../define/fact';

/** What is kept of a host: the first files, and of each the first lines and of each line its beginning. */
const MOST_FILES = 50;
const MOST_LINES = 120;
const LONGEST = 200;

/** By host, for the report: the files that were written there, and what changed in them. */
const fileFacts = defineFacts<{
  readonly name: string;
  /** Of all that changed: the same on hosts on which the same did. */
  readonly digest: string;
  readonly files: readonly FileReport[];
  readonly moreFiles: number;
}>('files/');

/** Notes what changed in a host's files; `files` have all their lines, without secrets. */
export async function noteFiles(
  ledger: Ledger,
  run: RunRef,
  host: string,
  files: readonly FileReport[],
): Promise<void> {
  await fileFacts.of(host).record(ledger, run, {
    name: host,
    digest: sha256(JSON.stringify(files)),
    files: files.slice(0, MOST_FILES).map(cut),
    moreFiles: Math.max(0, files.length - MOST_FILES),
  });
}

/** Files that are again as they were have not changed any more. */
export async function noteRestored(ledger: Ledger, run: RunRef, host: string, paths: readonly string[]): Promise<void> {
  const noted = await fileFacts.of(host).read(ledger, run.cluster);
  const left = noted?.files.filter(({ path }) => !paths.includes(path));
  if (left !== undefined && left.length !== noted?.files.length) await noteFiles(ledger, run, host, left);
}

function cut({ lines, more, ...file }: FileReport): FileReport {
  return {
    ...file,
    lines: firstLines(lines, MOST_LINES).map((line) => (line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line)),
    more: more + Math.max(0, lines.length - MOST_LINES),
  };
}
