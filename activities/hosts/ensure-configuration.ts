import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clustersFolder } from '../../config/clusters-folder';
import type { ClusterDefinition } from '../../model/cluster';
import { NETWORK_SERVICES } from '../../model/network-services';
import type { StepResult } from '../../model/run';
import type { HostConfiguration, RenderedFile } from '../../model/pair/configuration';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openHost, type HostInput } from '../toolbox/open-host';
import { restoreFiles } from './files/restore-files';
import { restoreFile, saveFile } from './files/saved-files';

/** Replaces `{{name}}`; a name without a value is an error, not an empty word in a configuration. */
export function render(template: string, values: Readonly<Record<string, string>>, source: string): string {
  return template.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined)
      throw failure('InvalidDefinition', `${source} has {{${name}}}; known are ${Object.keys(values).join(', ')}.`);
    return value;
  });
}

/** The files of a host: those of every hypervisor, and those of the network services that it carries. */
export function configurationOf(
  { network }: ClusterDefinition,
  { files, services }: HostConfiguration,
  host: string,
): readonly RenderedFile[] {
  const carried = NETWORK_SERVICES.filter((service) =>
    network.services[service]?.new.some((list) => list.host === host),
  );
  return [...files, ...carried.flatMap((service) => services[service])];
}

/** Writes the new release's configuration from the cluster's templates; owner and mode of a file that is there stay. */
export const ensureConfiguration = defineStep({
  name: 'ensureConfiguration',
  once: 'done',
  undo: restoreFiles,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { definition, ledger, machine, pair } = await openHost(deps, input.run.cluster, input.host);
    const address = definition.machines.find(({ name }) => name === input.host)?.address ?? '';
    const folder = join(clustersFolder(), definition.name, 'templates');
    const wanted = await Promise.all(
      configurationOf(definition, pair.configuration, input.host).map(async ({ template, path }) => {
        const source = join(folder, template);
        return { path, text: render(await readFile(source, 'utf8'), { host: input.host, address }, source) };
      }),
    );
    const saved = await Promise.all(wanted.map(({ path }) => saveFile(machine, path)));
    const contents = wanted.map(({ text }) => Buffer.from(text).toString('base64'));
    const different = saved.filter((file, i) => file.content !== contents[i]);
    await restoreFiles.record(ledger, input, { host: input.host, files: different });
    for (const file of different) {
      const content = contents[saved.indexOf(file)] as string;
      await restoreFile(machine, { path: file.path, content, access: file.access || '640 root:root' });
    }
    return {
      changed: different.length > 0,
      summary: `${input.host}: ${different.length} configuration files written.`,
    };
  },
});
