import { clusterFile, readClusterFile } from '../../../config/snapshot/read-cluster-file';
import type { ClusterDefinition } from '../../../model/cluster';
import type { RemoteMachine } from '../../../model/remote-command';
import { failure } from '../../toolbox/failure';

/** What rpm imports twice is there once. */
const IMPORT = `file=$(mktemp) || exit
trap 'rm -f -- "$file"' EXIT
cat >"$file"
rpm --import "$file"`;

/** Gives a host the keys with which the new packages are signed. They stay there when the host goes back. */
export async function importKeys(machine: RemoteMachine, definition: ClusterDefinition): Promise<void> {
  for (const key of definition.packages.keys ?? []) {
    const file = clusterFile(definition, key);
    const input = await readClusterFile(definition, key).catch((error: unknown) => {
      throw failure('InvalidDefinition', `The key ${file} cannot be read.`, error);
    });
    const { exitCode, stderr } = await machine.run(['sh', '-c', IMPORT], { input, accept: 'any' });
    if (exitCode !== 0)
      throw failure('InvalidDefinition', `${machine.name} does not take the key ${file}: ${stderr.trim().slice(-300)}`);
  }
}
