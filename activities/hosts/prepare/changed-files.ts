import { noteCeph } from '../facts/noted-ceph';
import { renderFiles } from '../configuration/rendered-files';
import { saveFile } from '../files/saved-files';
import type { RunRef } from '../../../model/run';
import type { OpenHost } from '../../toolbox/open-host';

/** The paths of the configuration files that will be others than they are. */
export async function changedFiles(host: OpenHost, run: RunRef): Promise<readonly string[]> {
  const { definition, machine, pair } = host;
  const ceph = await noteCeph(host, run);
  const wanted = await Promise.all(renderFiles(definition, pair, machine.name, () => Promise.resolve(ceph)));
  const changed: string[] = [];
  for (const { path, text } of wanted) {
    const { content } = await saveFile(machine, path);
    if (content !== Buffer.from(text).toString('base64')) changed.push(path);
  }
  return changed;
}
