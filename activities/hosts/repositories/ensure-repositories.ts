import { isFolder } from '../../../connectors/package-managers/repository-ids';
import type { RemoteMachine } from '../../../model/remote-command';
import type { StepResult } from '../../../model/run';
import { defineStep } from '../../define/step';
import type { Dependencies } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import { openHost, type HostInput } from '../../toolbox/open-host';
import { restoreFiles } from '../files/restore-files';
import { restoreFile, saveFile, type SavedFile } from '../files/saved-files';
import { deliverRepositories } from './deliver-repositories';
import { enableOnly, repositoriesOf } from './repository-file';
import { readRepositoryFiles } from './repository-files';

const FOLDER = '/etc/yum.repos.d';
/** Of a file that was not there. */
const ACCESS = '644 root:root';

/** Folders of rpms have no id of their own. */
function idsOf(list: string): readonly string[] {
  return list.split(',').filter((name) => !isFolder(name));
}

/** The host's files of repositories by their path, as they are. */
async function savedFiles(machine: RemoteMachine, delivered: readonly string[]): Promise<readonly SavedFile[]> {
  const { stdout } = await machine.run(['find', FOLDER, '-name', '*.repo', '-type', 'f']);
  const paths = new Set([...stdout.split('\n').filter(Boolean), ...delivered]);
  return Promise.all([...paths].map((path) => saveFile(machine, path)));
}

/**
 * Writes the cluster's `.repo` files to a host, enables the repositories of the new release and disables those of the old one; others
 * stay as they are.
 */
export const ensureRepositories = defineStep({
  name: 'ensureRepositories',
  once: 'done',
  undo: restoreFiles,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { definition, ledger, machine } = await openHost(deps, input.run.cluster, input.host);
    const { from, to } = definition.packages.repositories;
    await deliverRepositories(machine, definition);
    const files = await readRepositoryFiles(definition);
    const delivered = new Map(files.map(({ name, text }) => [`${FOLDER}/${name}`, text]));
    const saved = await savedFiles(machine, [...delivered.keys()]);
    const planned = saved.map((file) => {
      const present = Buffer.from(file.content ?? '', 'base64').toString();
      return { file, present, text: delivered.get(file.path) ?? present };
    });
    const known = new Set(planned.flatMap(({ text }) => repositoriesOf(text)));
    const lacking = idsOf(to).filter((id) => !known.has(id));
    if (lacking.length > 0)
      throw failure('PackageMissing', `${input.host} has no repository ${lacking.join(', ')} in ${FOLDER}.`);
    const changed = planned
      .map((one) => ({ ...one, text: enableOnly(one.text, { enable: idsOf(to), disable: idsOf(from) }) }))
      .filter(({ file, present, text }) => file.content === null || text !== present);
    await restoreFiles.record(ledger, input, { host: input.host, files: changed.map(({ file }) => file) });
    for (const { file, text } of changed)
      await restoreFile(machine, {
        ...file,
        content: Buffer.from(text).toString('base64'),
        access: file.access || ACCESS,
      });
    return { changed: changed.length > 0, summary: `${input.host} takes packages from ${to}, no longer from ${from}.` };
  },
});
