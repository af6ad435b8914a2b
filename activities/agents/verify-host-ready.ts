import { readVswitchd } from '../../connectors/openvswitch/bridges';
import { readProbeClock } from '../../connectors/probes/read-loss';
import type { StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { openHost, type HostInput } from '../hosts/open-host';
import { openAccess } from '../services/access';
import { held } from './held';
import { passingReason } from './passing';
import { readReadiness } from './readiness';
import { noteWatched } from './watched';

/**
 * Proves that the new agent will wire every port of the host as it is wired now, and that all it needs answers, before anything is
 * touched. What speaks against it holds the host.
 */
export function createVerifyHostReady(deps: Dependencies) {
  return async (input: HostInput): Promise<StepResult> => {
    try {
      const { definition, ledger, machine } = await openHost(deps, input.run.cluster, input.host);
      const { ports, dead, problems } = await readReadiness(deps, machine, await openAccess(deps, input.run.cluster));
      if (problems.length > 0) return held(input.host, problems);
      const probe = await deps.machine(definition, definition.probes.machine);
      await noteWatched(ledger, input.run, input.host, {
        since: await readProbeClock(probe),
        vswitchd: await readVswitchd(machine),
        dead,
      });
      const off = dead.length === 0 ? '' : ` Administratively down, and dark already: ${dead.join(', ')}.`;
      return { changed: false, summary: `${ports} ports are known to Neutron and bound to ${input.host}.${off}` };
    } catch (error) {
      const reason = passingReason(error);
      if (reason === undefined) throw error;
      return held(input.host, [reason]);
    }
  };
}
