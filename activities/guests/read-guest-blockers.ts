import type { Blocker, BlockersResult } from '../../model/blocker';
import { pluralize } from '../../model/pluralize';
import type { HostSelection, StepInput } from '../../model/run';
import { defineRead } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess, type Access } from '../toolbox/access';
import { askMachines, reasonOf, tellUnreached, type Unreached } from '../toolbox/ask-machines';
import { selectedHosts } from '../toolbox/stored/selected-hosts';
import { guestDifferences } from './differences';
import { readNewView, readOldView } from './read-host-view';
import { settle } from './settle';

/** `old`: by the old databases, as they are still to be copied. */
type Input = StepInput & { readonly hosts: HostSelection; readonly old: boolean };

/** What keeps new nova-computes from being started, as far as it is known before anything is touched; writes nothing. */
export const readGuestBlockers = defineRead({
  name: 'readGuestBlockers',
  run: async (deps: Dependencies, input: Input): Promise<BlockersResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger } = access;
    const hosts = await selectedHosts(deps, definition, input.hosts);
    // There nova-compute runs already.
    const through = await ledger.readDoneOf(
      definition.name,
      hosts.map((host) => `hosts/${host}/own`),
    );
    const due = hosts.filter((host) => !through.has(`hosts/${host}/own`));
    const { blockers: found, unreached } = await readGuestDifferences(deps, access, due, input.old);
    const blockers = unreached.length === 0 ? found : [...found, tellUnreached(unreached, due.length)];
    return {
      changed: false,
      summary: `The guests of ${pluralize(due.length, 'hypervisor')} were looked at, ${pluralize(blockers.length, 'blocker')}.`,
      blockers,
    };
  },
});

/** What was found on hypervisors, and which of them could not be asked at all. */
export interface GuestDifferences {
  readonly blockers: readonly Blocker[];
  readonly unreached: readonly Unreached[];
}

/** The same for whoever has opened the cluster already. */
export async function readGuestDifferences(
  deps: Pick<Dependencies, 'machine'>,
  access: Pick<Access, 'definition' | 'pair' | 'source' | 'target'>,
  hosts: readonly string[],
  old: boolean,
): Promise<GuestDifferences> {
  const { definition } = access;
  const proven = hosts.filter((host) => !definition.guests.unproven.includes(host));
  const read = old ? readOldView : readNewView;
  const { answers, unreached } = await askMachines(proven, async (host) => {
    const view = await read(access, await deps.machine(definition, host));
    return settle(guestDifferences(view), definition.guests).held;
  });
  const mute = unreached.filter(({ error }) => (error as { type?: string }).type === 'GuestsUnknown');
  const differences = answers.flat().map((message): Blocker => ({ type: 'GuestsDiffer', message: `${message}.` }));
  const silent = mute.map(({ machine, error }): Blocker => {
    const message = `${reasonOf(error)} Let it answer, or name ${machine} in guests.unproven of ${definition.name}.`;
    return { type: 'GuestsUnknown', message };
  });
  return { blockers: [...differences, ...silent], unreached: unreached.filter((one) => !mute.includes(one)) };
}
