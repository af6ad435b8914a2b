import type { ClusterDefinition } from '../../../model/cluster';
import type { ReleasePair } from '../../../model/pair/release-pair';
import type { RemoteMachine } from '../../../model/remote-command';
import { readCeph } from '../facts/read-ceph';
import { saveFile } from '../files/saved-files';
import { fileDifferences } from './file-differences';
import { knownSecrets } from './known-secrets';
import { renderFiles } from './rendered-files';

/** A file of a host that its turn will write. */
export interface FileDifferences {
  readonly path: string;
  readonly there: boolean;
  /** As `fileDifferences` tells them; none where only comments or order change. */
  readonly lines: readonly string[];
}

/** Compares a host's files with those that it will get; writes nothing. Rejects where one cannot be rendered. */
export async function readFileDifferences(
  machine: RemoteMachine,
  definition: ClusterDefinition,
  pair: Pick<ReleasePair, 'configuration'>,
): Promise<readonly FileDifferences[]> {
  const ceph = await readCeph(machine, pair.configuration.nova);
  const wanted = await Promise.all(renderFiles(definition, pair, machine.name, () => Promise.resolve(ceph)));
  const secrets = await knownSecrets(definition);
  const found: FileDifferences[] = [];
  for (const { path, text } of wanted) {
    const { content } = await saveFile(machine, path);
    const present = Buffer.from(content ?? '', 'base64').toString();
    if (content !== null && present === text) continue;
    found.push({ path, there: content !== null, lines: fileDifferences(present, text, secrets) });
  }
  return found;
}
