import { z } from 'zod';
import { incoming, outgoing } from '../../connectors/package-managers/changes';
import { nevraOf, packagesIn } from '../../connectors/package-managers/package';
import type { PackageManager, Upgrade } from '../../connectors/package-managers/package-manager';
import { readInstalled } from '../../connectors/package-managers/read-installed';
import type { RemoteMachine } from '../../model/remote-command';
import type { StepResult } from '../../model/run';
import { defineUndo } from '../define/undo';
import { defineFacts } from '../define/fact';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openHost, type HostInput, type OpenHost } from '../toolbox/open-host';
import { readLeftovers } from './package-leftovers';
import { bringBack } from './packages/bring-back';
import { objectionsTo } from './packages/objections';
import { packageManagerOf } from './packages/package-manager-of';
import { pastLock } from './packages/past-lock';
import { runPackagesWhole } from './packages/run-packages';
import { verifyOutcome, type WantedChanges } from './packages/verify-outcome';

/** The process that carries every VM's packets: it must outlive the swap. */
async function readSwitch(machine: RemoteMachine): Promise<string> {
  return (await machine.run(['pidof', 'ovs-vswitchd'], { accept: 'any' })).stdout.trim();
}

const restorePackages = defineUndo({
  kind: 'restorePackages',
  detail: z.object({
    host: z.string(),
    repository: z.string(),
    /** The id of the package manager's last transaction. Only for who looks for it in its history. */
    transaction: z.number(),
    packages: z.array(z.string()).readonly(),
    leftovers: z.array(z.string()).readonly(),
    /** The pid of ovs-vswitchd; '' where none ran. Only the step itself reads it. */
    switch: z.string().exactOptional(),
    /** What the transaction was to do. Only the step itself reads it. */
    come: z.array(z.string()).readonly().exactOptional(),
    go: z.array(z.string()).readonly().exactOptional(),
  }),
  undo: async (deps, { host, repository, packages, leftovers }, at) => {
    const { definition, machine } = await openHost(deps, at.cluster, host);
    await bringBack(machine, await packageManagerOf(machine, definition), at, { repository, packages });
    const kept = new Set(leftovers);
    const made = (await readLeftovers(machine)).filter((path) => !kept.has(path));
    if (made.length > 0) await machine.run(['rm', '-f', '--', ...made]);
    return `${host}: ${packages.length} packages as they were.`;
  },
});

/** The packages of a host before and after, for the report. */
const hostFacts = defineFacts<{
  readonly name: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}>('hosts/');

/** What the swap will do; fails where it must not be done. */
async function planSwap(
  { machine, pair }: OpenHost,
  manager: PackageManager,
  upgrade: Upgrade,
): Promise<WantedChanges> {
  const { problem, changes } = await pastLock(machine, manager, () => manager.tryUpgrade(machine, upgrade));
  if (problem !== undefined)
    throw failure('PackageMissing', `${machine.name}: ${manager.name} refuses the upgrade: ${problem}`);
  const [objection] = objectionsTo(machine.name, changes, pair.packages);
  if (objection !== undefined) throw failure(objection.type, objection.message);
  const installed = packagesIn(await readInstalled(machine));
  return { come: incoming(changes).map(nevraOf), go: outgoing(changes, installed).map(nevraOf) };
}

/** Brings the host's packages to the new release in one transaction; the switch underneath is not touched. */
export const ensurePackagesSwapped = defineStep({
  name: 'ensurePackagesSwapped',
  once: 'done',
  undo: restorePackages,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const host = await openHost(deps, input.run.cluster, input.host);
    const { definition, ledger, machine, pair } = host;
    const { from, to } = definition.packages.repositories;
    const manager = await packageManagerOf(machine, definition);
    const upgrade = { repository: to, excluded: pair.packages.excluded };
    // A plan of a second attempt would know only what the first one has left.
    const standing =
      (await restorePackages.readOpen(ledger, input)) ??
      (await restorePackages.record(ledger, input, {
        host: input.host,
        repository: from,
        transaction: await manager.readLastTransaction(machine),
        packages: await readInstalled(machine),
        leftovers: await readLeftovers(machine),
        switch: await readSwitch(machine),
        ...(await planSwap(host, manager, upgrade)),
      }));
    const { packages: before, come = [], go = [] } = standing;
    await runPackagesWhole(machine, manager, input, 'swap', manager.upgradeCommand(upgrade));
    const after = await readInstalled(machine);
    verifyOutcome(input.host, { come, go }, after);
    const now = await readSwitch(machine);
    if (now !== standing.switch)
      throw failure(
        'HostNotReady',
        `On ${input.host} ovs-vswitchd was restarted by the packages (pid ${now || 'none'}).`,
      );
    await hostFacts.of(input.host).record(ledger, input.run, { name: input.host, before, after });
    const old = new Set(before);
    const changed = after.filter((name) => !old.has(name)).length;
    return { changed: changed > 0, summary: `${input.host}: ${changed} of ${after.length} packages are new.` };
  },
});
