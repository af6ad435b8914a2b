import { named } from '../../model/named';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import { held } from '../toolbox/held';
import type { Dependencies } from '../dependencies';
import type { HostInput } from '../toolbox/open-host';
import { openAccess } from '../toolbox/access';
import { restoreGuestStates, settleGuests } from './settle-guests';

/**
 * Proves that Nova, Neutron and the hypervisor say the same of every guest, before a nova-compute starts that would settle it by
 * itself. Rows take over the states of guests where the definition lets them; whatever else differs holds the host.
 */
export const ensureGuestsKnown = defineStep({
  name: 'ensureGuestsKnown',
  once: 'never',
  undo: restoreGuestStates,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { host } = input;
    const access = await openAccess(deps, input.run.cluster);
    const machine = await deps.machine(access.definition, host);
    const { count, adopted, accepted, reasons } = await settleGuests(access, machine, input);
    if (reasons.length > 0) return held(host, reasons);
    const remarks = [
      ...(adopted > 0 ? [`${adopted} rows have taken over the states of their guests.`] : []),
      ...(accepted.length > 0 ? [`Accepted: ${named(accepted, '; ')}.`] : []),
    ];
    return {
      changed: adopted > 0,
      summary: [
        count === null
          ? `${host}: its guests cannot be seen, as guests.unproven says; all else is right.`
          : `${host}: Nova, Neutron and libvirt know the same ${count} guests.`,
        ...remarks,
      ].join(' '),
    };
  },
});
