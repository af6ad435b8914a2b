import { z } from 'zod';
import { readInstalled } from '../../connectors/package-managers/read-installed';
import type { StepResult } from '../../model/run';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { settleStep } from '../toolbox/detached';
import { openHost, type HostInput } from '../toolbox/open-host';
import { upgradeOf } from './modules/modules-of-host';
import { bringBack } from './packages/bring-back';
import { notePackages } from './packages/host-packages';
import { packageManagerOf } from './packages/package-manager-of';
import { readLeftovers } from './packages/package-leftovers';
import { planChanges } from './packages/planned-changes';
import { removeLeftovers } from './packages/remove-leftovers';
import { swapWhole } from './packages/swap-whole';
import { readSwitchProcess } from './packages/switch-process';
import { deliverRepositories } from './repositories/deliver-repositories';

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
    /** Which start of the host that was. Only the step itself reads it. */
    boot: z.string().exactOptional(),
    /** What the transaction was to do. Only the step itself reads it. */
    come: z.array(z.string()).readonly().exactOptional(),
    go: z.array(z.string()).readonly().exactOptional(),
  }),
  undo: async (deps, { host, repository, packages, leftovers }, at) => {
    const { definition, machine } = await openHost(deps, at.cluster, host);
    await settleStep(machine, at, ['swap', 'undo']);
    await deliverRepositories(machine, definition, repository);
    await bringBack(machine, await packageManagerOf(machine, definition), at, { repository, packages });
    await removeLeftovers(machine, leftovers);
    return `${host}: ${packages.length} packages as they were.`;
  },
});

/**
 * Brings all packages of a host to the new release in one transaction; the switch underneath is not touched. Plans of earlier versions
 * have this in the place of modules.
 */
export const ensurePackagesSwapped = defineStep({
  name: 'ensurePackagesSwapped',
  once: 'done',
  undo: restorePackages,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const host = await openHost(deps, input.run.cluster, input.host);
    const { definition, ledger, machine, pair } = host;
    const { from } = definition.packages.repositories;
    const manager = await packageManagerOf(machine, definition);
    const upgrade = upgradeOf(definition, pair);
    await settleStep(machine, input, ['undo']);
    // A plan of a second attempt would know only what the first one has left.
    const standing =
      (await restorePackages.readOpen(ledger, input)) ??
      (await restorePackages.record(ledger, input, {
        host: input.host,
        repository: from,
        transaction: await manager.readLastTransaction(machine),
        packages: await readInstalled(machine),
        leftovers: await readLeftovers(machine),
        ...(await readSwitchProcess(machine)),
        ...(await planChanges(host, manager, () => manager.tryUpgrade(machine, upgrade))),
      }));
    const { packages: before, come = [], go = [] } = standing;
    const after = await swapWhole(machine, manager, input, manager.upgradeCommand(upgrade), { ...standing, come, go });
    await notePackages(ledger, input.run, input.host, { before, after });
    const old = new Set(before);
    const changed = after.filter((name) => !old.has(name)).length;
    return { changed: changed > 0, summary: `${input.host}: ${changed} of ${after.length} packages are new.` };
  },
});
