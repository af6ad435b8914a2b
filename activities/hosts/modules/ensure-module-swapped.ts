import { z } from 'zod';
import { packagesIn } from '../../../connectors/package-managers/package';
import { readInstalled } from '../../../connectors/package-managers/read-installed';
import type { StepResult } from '../../../model/run';
import { defineStep } from '../../define/step';
import { defineUndo } from '../../define/undo';
import type { Dependencies } from '../../dependencies';
import { settleStep } from '../../toolbox/detached';
import { openHost, type HostInput } from '../../toolbox/open-host';
import { noteVersionsBefore } from '../facts/noted-versions';
import { bringBack } from '../packages/bring-back';
import { notePackages } from '../packages/host-packages';
import { packageManagerOf } from '../packages/package-manager-of';
import { readLeftovers } from '../packages/package-leftovers';
import { planChanges } from '../packages/planned-changes';
import { removeLeftovers } from '../packages/remove-leftovers';
import { swapWhole } from '../packages/swap-whole';
import { readSwitchProcess } from '../packages/switch-process';
import type { WantedChanges } from '../packages/verify-outcome';
import { scriptFile, writeScript } from '../packages/write-script';
import { deliverRepositories } from '../repositories/deliver-repositories';
import { moduleScript } from './module-script';
import { moduleOf, upgradeOf } from './modules-of-host';
import type { ModuleName } from '../../../model/host/modules';

/** The packages as they are without what a transaction was to do. */
function without({ come, go }: WantedChanges, packages: readonly string[]): readonly string[] {
  const came = new Set(come);
  return [...new Set([...packages.filter((one) => !came.has(one)), ...go])].sort();
}

/** Takes back what one module's transaction did, and nothing that others did. */
const restoreModule = defineUndo({
  kind: 'restoreModule',
  detail: z.object({
    host: z.string(),
    module: z.string(),
    repository: z.string(),
    come: z.array(z.string()).readonly(),
    go: z.array(z.string()).readonly(),
    leftovers: z.array(z.string()).readonly(),
    /** The pid of ovs-vswitchd; '' where none ran. Only the step itself reads it. */
    switch: z.string(),
    /** Which start of the host that was. Only the step itself reads it. */
    boot: z.string().exactOptional(),
    /** What the package manager is told. Only the step itself reads it. */
    script: z.string(),
  }),
  undo: async (deps, { host, module, repository, come, go, leftovers }, at) => {
    const { definition, machine } = await openHost(deps, at.cluster, host);
    await settleStep(machine, at, ['swap', 'undo']);
    const packages = without({ come, go }, await readInstalled(machine));
    await deliverRepositories(machine, definition, repository);
    await bringBack(machine, await packageManagerOf(machine, definition), at, { repository, packages });
    await removeLeftovers(machine, leftovers);
    return `${host}: the packages of ${module} as they were.`;
  },
});

/** One module of a hypervisor. */
export interface ModuleInput extends HostInput {
  readonly module: ModuleName;
}

/** Brings one module's packages to the new release in a transaction of its own; the switch underneath is not touched. */
export const ensureModuleSwapped = defineStep({
  name: 'ensureModuleSwapped',
  once: 'done',
  undo: restoreModule,
  run: async (deps: Dependencies, input: ModuleInput): Promise<StepResult> => {
    const host = await openHost(deps, input.run.cluster, input.host);
    const { definition, ledger, machine, pair } = host;
    const { from } = definition.packages.repositories;
    const manager = await packageManagerOf(machine, definition);
    const shell = { ...upgradeOf(definition, pair), file: scriptFile(input) };
    const plan = async (script: string): Promise<WantedChanges> => {
      if (script === '') return { come: [], go: [] };
      await writeScript(machine, shell.file, script);
      return planChanges(host, manager, () => manager.tryShell(machine, shell));
    };
    const begin = async (): Promise<Parameters<typeof restoreModule.record>[2]> => {
      await noteVersionsBefore(host, input.run);
      const installed = packagesIn(await readInstalled(machine));
      const script = moduleScript(moduleOf(definition, pair, input.module), installed, shell.excluded);
      return restoreModule.record(ledger, input, {
        ...{ host: input.host, module: input.module, repository: from, script },
        leftovers: await readLeftovers(machine),
        ...(await readSwitchProcess(machine)),
        ...(await plan(script)),
      });
    };
    await settleStep(machine, input, ['undo']);
    // A plan of a second attempt would know only what the first one has left.
    const standing = (await restoreModule.readOpen(ledger, input)) ?? (await begin());
    const { come, go, script } = standing;
    if (come.length + go.length === 0)
      return { changed: false, summary: `${input.host}: ${input.module} has nothing to bring up.` };
    await writeScript(machine, shell.file, script);
    const after = await swapWhole(machine, manager, input, manager.shellCommand(shell), standing);
    await notePackages(ledger, input.run, input.host, { before: without({ come, go }, after), after });
    const id = await manager.readLastTransaction(machine);
    return {
      changed: true,
      summary: `${input.host}: ${come.length} packages of ${input.module} came, ${go.length} went, by transaction ${id}.`,
    };
  },
});
