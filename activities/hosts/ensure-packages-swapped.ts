import { z } from 'zod';
import {
  readInstalled,
  readLastTransaction,
  rollbackCommand,
  upgradeCommand,
} from '../../connectors/package-managers/dnf';
import type { RemoteMachine } from '../../model/command';
import type { StepResult } from '../../model/run';
import { defineUndo } from '../define/undo';
import { defineFacts } from '../define/fact';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { runStep } from '../toolbox/detached';
import { openHost, type HostInput } from '../toolbox/open-host';
import { readLeftovers } from './package-leftovers';

/** The process that carries every VM's packets: it must outlive the swap. */
async function readSwitch(machine: RemoteMachine): Promise<string> {
  return (await machine.run(['pidof', 'ovs-vswitchd'], { accept: 'any' })).stdout.trim();
}

const restorePackages = defineUndo({
  kind: 'restorePackages',
  detail: z.object({
    host: z.string(),
    repository: z.string(),
    /** The id of dnf's last transaction. */
    transaction: z.number(),
    packages: z.array(z.string()).readonly(),
    leftovers: z.array(z.string()).readonly(),
    /** The pid of ovs-vswitchd; '' where none ran. Only the step itself reads it. */
    switch: z.string().exactOptional(),
  }),
  undo: async (deps, { host, repository, transaction, packages, leftovers }, at) => {
    const { machine } = await openHost(deps, at.cluster, host);
    const same = async (): Promise<boolean> => (await readInstalled(machine)).join() === packages.join();
    if (!(await same())) await runStep(machine, at, 'undo', rollbackCommand(transaction, repository));
    if (!(await same())) {
      const now = new Set(await readInstalled(machine));
      const missing = packages.filter((name) => !now.has(name)).slice(0, 20);
      throw failure(
        'UndoFailed',
        `${host} does not have its packages back: ${missing.join(', ') || 'others are left'}.`,
      );
    }
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

/** Brings the host's packages to the new release in one dnf transaction; the switch underneath is not touched. */
export const ensurePackagesSwapped = defineStep({
  name: 'ensurePackagesSwapped',
  once: 'done',
  undo: restorePackages,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { definition, ledger, machine, pair } = await openHost(deps, input.run.cluster, input.host);
    const { from, to } = definition.packages.repositories;
    const standing = await restorePackages.record(ledger, input, {
      host: input.host,
      repository: from,
      transaction: await readLastTransaction(machine),
      packages: await readInstalled(machine),
      leftovers: await readLeftovers(machine),
      switch: await readSwitch(machine),
    });
    const before = standing.packages;
    await runStep(machine, input, 'swap', upgradeCommand(to, pair.packages.excluded));
    const after = await readInstalled(machine);
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
