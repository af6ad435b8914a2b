import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openHost, type HostInput } from '../toolbox/open-host';
import { restoreFiles } from './files/restore-files';
import { restoreFile, saveFile, type SavedFile } from './files/saved-files';
import { enableOnly, repositoriesOf } from './repository-file';

const FOLDER = '/etc/yum.repos.d';

/** Enables the repository of the new release and disables that of the old one; others stay as they are. */
export const ensureRepositories = defineStep({
  name: 'ensureRepositories',
  once: 'done',
  undo: restoreFiles,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { definition, ledger, machine } = await openHost(deps, input.run.cluster, input.host);
    const { from, to } = definition.packages.repositories;
    const { stdout } = await machine.run(['find', FOLDER, '-name', '*.repo', '-type', 'f']);
    const files = await Promise.all(
      stdout
        .split('\n')
        .filter(Boolean)
        .map((path) => saveFile(machine, path)),
    );
    const texts = files.map((file) => Buffer.from(file.content ?? '', 'base64').toString());
    const known = new Set(texts.flatMap((text) => repositoriesOf(text)));
    const lacking = to.split(',').filter((id) => !known.has(id));
    if (lacking.length > 0)
      throw failure('PackageMissing', `${input.host} has no repository ${lacking.join(', ')} in ${FOLDER}.`);
    const changed: { readonly file: SavedFile; readonly text: string }[] = files.flatMap((file, i) => {
      const text = enableOnly(texts[i] as string, { enable: to.split(','), disable: from.split(',') });
      return text === texts[i] ? [] : [{ file, text }];
    });
    await restoreFiles.record(ledger, input, { host: input.host, files: changed.map(({ file }) => file) });
    for (const { file, text } of changed)
      await restoreFile(machine, { ...file, content: Buffer.from(text).toString('base64') });
    return { changed: changed.length > 0, summary: `${input.host} takes packages from ${to}, no longer from ${from}.` };
  },
});
