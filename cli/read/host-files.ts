import { readFileDifferences, type FileDifferences } from '../../activities/hosts/configuration/read-file-differences';
import { askMachines, eachUnreached } from '../../activities/toolbox/ask-machines';
import { pairOf } from '../../activities/toolbox/pair-of';
import type { ClusterDefinition } from '../../model/cluster';
import { withDependencies } from './with-dependencies';

/** What is told of hosts' files. */
export interface HostFiles {
  readonly hosts: readonly { readonly host: string; readonly files: readonly FileDifferences[] }[];
  /** Hosts that could not be asked, or whose files cannot be rendered, with the reason. */
  readonly unread: readonly string[];
}

/** The files of so many hosts are told: more would hide the plan. */
export const MOST_HOSTS = 10;

/** Compares the files of the first of these hosts with those that they will get, from where the command line runs. */
export function readHostFiles(definition: ClusterDefinition, hosts: readonly string[]): Promise<HostFiles> {
  return withDependencies(definition, async (deps) => {
    const pair = pairOf(deps, definition);
    const { answers, unreached } = await askMachines(hosts.slice(0, MOST_HOSTS), async (host) => ({
      host,
      files: await readFileDifferences(await deps.machine(definition, host), definition, pair),
    }));
    return { hosts: answers, unread: eachUnreached(unreached).sort() };
  });
}
