import { z } from 'zod';
import { defineUndo } from '../../define/undo';
import { openHost } from '../../toolbox/open-host';
import { noteRestored } from './file-facts';
import { restoreFile, savedFileSchema } from './saved-files';

/** Gives a host's files back as they were before a step. */
export const restoreFiles = defineUndo({
  kind: 'restoreFiles',
  detail: z.object({ host: z.string(), files: z.array(savedFileSchema).readonly() }),
  undo: async (deps, { host, files }, { cluster, run }) => {
    const { ledger, machine } = await openHost(deps, cluster, host);
    for (const file of files) await restoreFile(machine, file);
    await noteRestored(
      ledger,
      run,
      host,
      files.map(({ path }) => path),
    );
    return `${host}: ${files.length} files as they were.`;
  },
});
