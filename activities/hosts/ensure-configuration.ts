import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openHost, type HostInput } from '../toolbox/open-host';
import { noteCeph } from './facts/noted-ceph';
import { changedFiles } from './configuration/changed-files';
import { renderFiles } from './configuration/rendered-files';
import { noteFiles } from './files/file-facts';
import { restoreFiles } from './files/restore-files';
import { restoreFile, saveFile } from './files/saved-files';

/** Of a file that was not there. */
const ACCESS = '640 root:root';

/** Writes the new release's configuration from the cluster's templates; owner and mode of a file that is there stay, unless given. */
export const ensureConfiguration = defineStep({
  name: 'ensureConfiguration',
  once: 'done',
  undo: restoreFiles,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const host = await openHost(deps, input.run.cluster, input.host);
    const { definition, ledger, machine, pair } = host;
    const ceph = await noteCeph(host, input.run);
    const wanted = await Promise.all(renderFiles(definition, pair, input.host, () => Promise.resolve(ceph)));
    const planned = await Promise.all(
      wanted.map(async ({ path, text, mode, owner }) => {
        const saved = await saveFile(machine, path);
        const [hasMode = '', hasOwner = ''] = (saved.access || ACCESS).split(' ');
        const access = `${mode?.replace(/^0(?=...)/, '') ?? hasMode} ${owner ?? hasOwner}`;
        return { saved, file: { ...saved, content: Buffer.from(text).toString('base64'), access } };
      }),
    );
    const different = planned.filter(
      ({ saved, file }) => saved.content !== file.content || saved.access !== file.access,
    );
    const before = await restoreFiles.record(ledger, input, {
      host: input.host,
      files: different.map(({ saved }) => saved),
    });
    const texts = new Map(wanted.map(({ path, text }) => [path, text]));
    await noteFiles(ledger, input.run, input.host, await changedFiles(definition, input.host, before.files, texts));
    for (const { file } of different) await restoreFile(machine, file);
    return {
      changed: different.length > 0,
      summary: `${input.host}: ${different.length} configuration files written.`,
    };
  },
});
