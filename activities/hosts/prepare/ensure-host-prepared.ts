import { outgoing } from '../../../connectors/package-managers/changes';
import { packagesIn } from '../../../connectors/package-managers/package';
import { readInstalled } from '../../../connectors/package-managers/read-installed';
import type { Blocker, BlockersResult } from '../../../model/blocker';
import { listFirst } from '../../../model/list-first';
import { defineFacts } from '../../define/fact';
import { defineStep } from '../../define/step';
import type { Dependencies } from '../../dependencies';
import { asBlocker } from '../../toolbox/as-blocker';
import { openHost, type HostInput, type OpenHost } from '../../toolbox/open-host';
import { upgradeOf } from '../modules/modules-of-host';
import { objectionsTo } from '../packages/objections';
import { lostPackages } from '../packages/package-blockers';
import { packageManagerOf } from '../packages/package-manager-of';
import { pastLock } from '../packages/past-lock';
import { runPackages } from '../packages/run-packages';
import { scriptFile, writeScript } from '../packages/write-script';
import { deliverRepositories } from '../repositories/deliver-repositories';
import { changedFiles } from './changed-files';
import { importKeys } from './signing-keys';

/** By host: whether it is ready for its turn, else why not. */
const preparedFacts = defineFacts<{
  readonly ready: boolean;
  readonly reasons: readonly string[];
  /** Configuration files that will be others. */
  readonly files: readonly string[];
}>('prepared/');

/** Fetches all packages, and lets rpm test their transaction. Answers what stands in the way. */
async function preparePackages(host: OpenHost, input: HostInput): Promise<readonly Blocker[]> {
  const { definition, machine, pair } = host;
  const { repositories } = definition.packages;
  const manager = await packageManagerOf(machine, definition);
  const upgrade = upgradeOf(definition, pair);
  await runPackages(machine, manager, input, 'fetch', manager.fetchCommand(upgrade));
  const shell = { ...upgrade, file: scriptFile(input) };
  await writeScript(machine, shell.file, 'update\nts run\n');
  const test = () => manager.tryShell(machine, shell);
  const { problem, changes } = await pastLock(machine, manager, test);
  if (problem !== undefined)
    return [{ type: 'PackageMissing', message: `${machine.name}: ${manager.name} refuses the upgrade: ${problem}` }];
  const replaced = outgoing(changes, packagesIn(await readInstalled(machine)));
  return [
    ...objectionsTo(machine.name, changes, pair.packages),
    ...(await lostPackages({ machine, manager, repositories }, replaced)),
  ];
}

/**
 * Does on a hypervisor all that its turn needs and that changes nothing: keys imported, packages fetched and their transaction tested by
 * rpm, the way back at hand, configuration rendered and compared. Says all that stands in the way.
 */
export const ensureHostPrepared = defineStep({
  name: 'ensureHostPrepared',
  once: 'never',
  run: async (deps: Dependencies, input: HostInput): Promise<BlockersResult> => {
    const blockers: Blocker[] = [];
    let files: readonly string[] = [];
    const attempt = async (work: () => Promise<readonly Blocker[]>): Promise<void> => {
      try {
        blockers.push(...(await work()));
      } catch (error) {
        blockers.push(asBlocker(error, input.host, 'HostNotReady'));
      }
    };
    const host = await openHost(deps, input.run.cluster, input.host);
    await attempt(async () => {
      await importKeys(host.machine, host.definition);
      await deliverRepositories(host.machine, host.definition);
      return preparePackages(host, input);
    });
    await attempt(async () => {
      files = await changedFiles(host, input.run);
      return [];
    });
    const reasons = blockers.map(({ message }) => message);
    await preparedFacts.of(input.host).record(host.ledger, input.run, { ready: reasons.length === 0, reasons, files });
    const told = files.length === 0 ? 'no file of it will be another' : `others will be ${listFirst(files)}`;
    const summary =
      reasons.length === 0
        ? `${input.host} is ready for its turn; ${told}.`
        : `${input.host} is not ready: ${listFirst(reasons, '; ')}`;
    return { changed: false, summary, blockers };
  },
});
