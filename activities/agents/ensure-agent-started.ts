import { HostHelper } from '../../connectors/openvswitch/host-helper';
import { SEED_COOKIE } from '../../flows/seeds';
import type { StepResult } from '../../model/run';
import { AGENT_UNIT } from '../../releases/liberty-to-stein/packages';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { openHost, type HostInput } from '../hosts/open-host';
import { text } from '../network/wanted/fields';
import { eventually } from '../services/eventually';
import { openSession } from '../services/open-session';
import { isRunning, readUnits } from '../services/units';
import { agentTroubles, findAgent } from './agent-state';
import { takeSnapshot } from './bridge-snapshot';
import { readHostSeeds } from './host-seeds';

/** Its first sync takes 8 s with few ports; a busy host has hundreds. */
const SYNCED_WITHIN_MS = 180_000;
const SEEDS_GONE_WITHIN_MS = 30_000;

/** Starts the new agent and waits for its first full sync: alive in Neutron, every port ACTIVE and wired, the seeds gone. */
export function createEnsureAgentStarted(deps: Dependencies) {
  return async (input: HostInput): Promise<StepResult> => {
    const { definition, ledger, machine } = await openHost(deps, input.run.cluster, input.host);
    const session = await openSession(definition);
    const { bridges } = await readHostSeeds(machine, definition);
    const running = (await readUnits(machine, [AGENT_UNIT])).some(isRunning);
    const agent = await findAgent(session, input.host);
    const standing = await ledger.recordUndo(input, 'stopAgent', {
      ...(await takeSnapshot(machine, deps.store, bridges)),
      running,
      startedAt: text(agent?.['started_at']),
    });
    if (!running) {
      await machine.run(['systemctl', 'unmask', '--quiet', AGENT_UNIT]);
      await machine.run(['systemctl', 'reset-failed', AGENT_UNIT], { accept: 'any' });
      await machine.run(['systemctl', 'start', AGENT_UNIT]);
    }
    // An agent that ran before our first attempt was not started by us: then its start is no news to Neutron.
    const before = standing['running'] === true ? '' : text(standing['startedAt']);
    const since = Date.now();
    await eventually(async () => {
      const troubles = await agentTroubles(machine, definition, session, before);
      if (troubles.length > 0) throw failure('HostNotReady', `The agent on ${input.host}: ${troubles.join('; ')}.`);
    }, SYNCED_WITHIN_MS);
    const helper = await HostHelper.install(machine);
    await eventually(async () => {
      const left = Object.values(await helper.count(bridges, SEED_COOKIE)).reduce((sum, count) => sum + count, 0);
      if (left > 0) throw new Error(`${left} seeds are left`);
      // The agent has wired every port: what it has not taken away goes now.
    }, SEEDS_GONE_WITHIN_MS).catch(() => helper.clear(bridges, SEED_COOKIE));
    const seconds = ((Date.now() - since) / 1000).toFixed(1);
    return { changed: !running, summary: `The new agent on ${input.host} has wired every port after ${seconds} s.` };
  };
}
