import type { ClusterDefinition } from '../../../model/cluster';
import type { FileReport } from '../../../model/report/file-group';
import type { SavedFile } from '../files/saved-files';
import { allDifferences } from './file-differences';
import { knownSecrets } from './known-secrets';
import { withoutOwnValues } from './own-values';

/** What changes in files from `before` to `texts`, by path: all lines, without secrets and alike on hosts on which the same changes. */
export async function changedFiles(
  definition: ClusterDefinition,
  host: string,
  before: readonly SavedFile[],
  texts: ReadonlyMap<string, string>,
): Promise<readonly FileReport[]> {
  const secrets = await knownSecrets(definition);
  const common = withoutOwnValues(definition, host);
  return before.flatMap(({ path, content }) => {
    const text = texts.get(path);
    if (text === undefined) return [];
    const present = Buffer.from(content ?? '', 'base64').toString();
    return [{ path, there: content !== null, lines: allDifferences(present, text, secrets).map(common), more: 0 }];
  });
}
