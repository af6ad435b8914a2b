import { clusterFile, readClusterFile } from '../../../config/snapshot/read-cluster-file';
import { resolveSecret } from '../../../config/secrets';
import type { ClusterDefinition } from '../../../model/cluster';
import type { CephFacts } from '../../../model/host/facts';
import type { ReleasePair } from '../../../model/pair/release-pair';
import { failure } from '../../toolbox/failure';
import { filesOfHost, type FileOfHost } from './files-of-host';
import { render } from './render';
import { valuesOfHost } from './values-of-host';

/** A file with what a host is to have in it. */
export type RenderedFileOfHost = FileOfHost & { readonly text: string };

/**
 * All files of a host, as they are to be there, each on its own: one that cannot be rendered rejects with InvalidDefinition or
 * SecretMissing, which name the template and never a secret. `readCeph` is
 * asked when a template is.
 */
export function renderFiles(
  definition: ClusterDefinition,
  pair: Pick<ReleasePair, 'configuration'>,
  host: string,
  readCeph: () => Promise<CephFacts>,
): readonly Promise<RenderedFileOfHost>[] {
  const values = valuesOfHost(definition, host, { readSecret: resolveSecret, readCeph });
  return filesOfHost(definition, pair.configuration, host).map(async (file) => {
    const name = `templates/${file.template}`;
    const source = clusterFile(definition, name);
    const template = await readClusterFile(definition, name).catch((error: unknown) => {
      const code = (error as NodeJS.ErrnoException).code ?? 'an error';
      throw failure('InvalidDefinition', `The template ${source} of ${file.path} cannot be read (${code}).`, error);
    });
    return { ...file, text: await render(template, values, source) };
  });
}
