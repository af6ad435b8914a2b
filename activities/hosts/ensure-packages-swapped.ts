import { readInstalled, readLastTransaction, upgradeCommand } from '../../connectors/package-managers/dnf';
import type { RemoteMachine } from '../../model/command';
import type { StepResult } from '../../model/run';
import { EXCLUDED_PACKAGES } from '../../releases/liberty-to-stein/packages';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { runStep } from '../toolbox/detached';
import { openHost, type HostInput } from '../toolbox/open-host';
import { readLeftovers } from './package-leftovers';

/** The process that carries every VM's packets: it must outlive the swap. */
async function readSwitch(machine: RemoteMachine): Promise<string> {
  return (await machine.run(['pidof', 'ovs-vswitchd'], { accept: 'any' })).stdout.trim();
}

/** Brings the host's packages to the new release in one dnf transaction; the switch underneath is not touched. */
export function createEnsurePackagesSwapped(deps: Dependencies) {
  return async (input: HostInput): Promise<StepResult> => {
    const { definition, ledger, machine } = await openHost(deps, input.run.cluster, input.host);
    const { from, to } = definition.packages.repositories;
    const standing = await ledger.recordUndo(input, 'restorePackages', {
      host: input.host,
      repository: from,
      transaction: await readLastTransaction(machine),
      packages: await readInstalled(machine),
      leftovers: await readLeftovers(machine),
      switch: await readSwitch(machine),
    });
    const before = standing['packages'] as readonly string[];
    await runStep(machine, input, 'swap', upgradeCommand(to, EXCLUDED_PACKAGES));
    const after = await readInstalled(machine);
    const now = await readSwitch(machine);
    if (now !== standing['switch'])
      throw failure(
        'HostNotReady',
        `On ${input.host} ovs-vswitchd was restarted by the packages (pid ${now || 'none'}).`,
      );
    await ledger.recordFact(input.run, `hosts/${input.host}`, { name: input.host, before, after });
    const old = new Set(before);
    const changed = after.filter((name) => !old.has(name)).length;
    return { changed: changed > 0, summary: `${input.host}: ${changed} of ${after.length} packages are new.` };
  };
}
