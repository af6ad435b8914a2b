import { readVswitchd } from '../../connectors/openvswitch/bridges';
import { readProbeClock } from '../../connectors/probes/read-loss';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openHost, type HostInput } from '../toolbox/open-host';
import { openAccess } from '../toolbox/access';
import { held } from '../toolbox/held';
import { passingReason } from '../toolbox/passing';
import { readFed } from './guard/frame-guard';
import { readMute } from './guard/mute';
import { readReadiness } from './readiness/readiness';
import { noteWatched } from './guard/watched';
import { whoAnswers } from './guard/who-answers';

/**
 * Proves that the new agent will wire every port of the host as it is wired now, and that all it needs answers, before anything is
 * touched. What speaks against it holds the host.
 */
export const verifyHostReady = defineStep({
  name: 'verifyHostReady',
  once: 'never',
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    try {
      const { definition, ledger, machine } = await openHost(deps, input.run.cluster, input.host);
      const { ports, dead, problems } = await readReadiness(deps, machine, await openAccess(deps, input.run.cluster));
      const { off, nobody } = await whoAnswers(deps, definition, ledger, input.host);
      const deaf = nobody ? ['the probes hear neither VMs nor control targets'] : [];
      if (problems.length + deaf.length > 0) return held(input.host, [...problems, ...deaf]);
      const { network, probes } = definition;
      const mute = await readMute(ledger, definition.name, input.host);
      const fed = await readFed(machine, network.integrationBridge, mute, probes.intervalMs);
      await noteWatched(ledger, input.run, input.host, {
        since: await readProbeClock(await deps.machine(definition, probes.machine)),
        vswitchd: await readVswitchd(machine),
        dead,
        off,
        fed: fed.map(({ port }) => port),
      });
      const unfed = mute.filter((vm) => !fed.includes(vm)).map(({ name }) => name);
      const remarks = [
        ['Administratively down, and dark already', dead],
        ['Not guarded, as they do not answer', off],
        ['Not guarded, as nothing reaches them', unfed],
      ] as const;
      const told = remarks
        .filter(([, names]) => names.length > 0)
        .map(([what, names]) => `${what}: ${names.join(', ')}.`);
      const summary = `${ports} ports are known to Neutron and bound to ${input.host}.`;
      return { changed: false, summary: [summary, ...told].join(' ') };
    } catch (error) {
      const reason = passingReason(error);
      if (reason === undefined) throw error;
      return held(input.host, [reason]);
    }
  },
});
