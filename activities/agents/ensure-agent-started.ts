import { ApiError } from '../../connectors/openstack/api-error';
import { HostHelper } from '../../connectors/openvswitch/host-helper';
import { readProbeClock } from '../../connectors/probes/read-loss';
import { SEED_COOKIE } from '../../flows/cookie';
import type { StepResult } from '../../model/run';
import { AGENT_UNIT } from '../../releases/liberty-to-stein/packages';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { openHost, type HostInput } from '../hosts/open-host';
import { text } from '../network/wanted/fields';
import { openSession } from '../services/open-session';
import { isRunning, readUnits } from '../services/units';
import { agentTroubles, findAgent } from './agent-state';
import { takeSnapshot } from './bridge-snapshot';
import { held } from './held';
import { seedBridges } from './host-seeds';
import { readKeptSeeds } from './kept-seeds';
import { guardBehindSeeds, TOLERANT } from './seed-guard';
import { watchFor, watchUntil } from './watch';
import { stopBehindSeeds } from './stop-behind-seeds';
import { openWindow } from './window';

const SEEDS_GONE_WITHIN_MS = 30_000;
const HEARD_WITHIN_MS = 30_000;

/** `tolerate`: an unprotected restart is being shown; what it costs is reported, and nothing is done about it. */
export type AgentInput = HostInput & { readonly tolerate?: boolean };

/**
 * Starts the new agent and waits for its first full sync: alive in Neutron, every port ACTIVE and wired. Then the seeds go, and the
 * VMs are watched on the new flows. When one is silent beyond the budget meanwhile, the seeds are back at once, and it fails. While
 * Keystone or Neutron does not answer, the host is held behind its seeds, without an agent.
 */
export function createEnsureAgentStarted(deps: Dependencies) {
  return (input: AgentInput): Promise<StepResult> =>
    start(deps, input).catch(async (error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      if (input.tolerate !== true) await stopBehindSeeds(deps, input);
      return held(input.host, [error.message]);
    });
}

async function start(deps: Dependencies, input: AgentInput): Promise<StepResult> {
  const { host, tolerate = false } = input;
  const open = await openHost(deps, input.run.cluster, host);
  const { definition, ledger, machine } = open;
  const session = await openSession(definition);
  const wanted = await readKeptSeeds(deps, open);
  const { bridges } = wanted;
  const running = (await readUnits(machine, [AGENT_UNIT])).some(isRunning);
  const agent = await findAgent(session, host);
  const standing = await ledger.recordUndo(input, 'stopAgent', {
    ...(await takeSnapshot(machine, deps.store, bridges)),
    running,
    startedAt: text(agent?.['started_at']),
  });
  const helper = await HostHelper.install(machine);
  const window = openWindow(deps, definition, ledger, input);
  const { guard, bringBack, unheard } = tolerate ? TOLERANT : await guardBehindSeeds(deps, open, wanted);
  /** A probe that has stopped tells of no gaps, and who has gone dark just now is within the budget still: each one has to be heard. */
  const hearAll = async (): Promise<void> => {
    const from = await readProbeClock(await deps.machine(definition, definition.probes.machine));
    const patienceMs = HEARD_WITHIN_MS + 2 * definition.probes.longestGapMs;
    await bringBack((await watchUntil(() => unheard(from), guard, patienceMs)).map((vm) => `${vm} is not heard`));
  };
  if (!running) {
    if (!tolerate) await seedBridges(machine, helper, wanted);
    await machine.run(['systemctl', 'unmask', '--quiet', AGENT_UNIT]);
    await machine.run(['systemctl', 'reset-failed', AGENT_UNIT], { accept: 'any' });
    await machine.run(['systemctl', 'start', AGENT_UNIT]);
    await window.note('started');
  }
  const begin = Date.now();
  // An agent that ran before our first attempt was not started by us: then its start is no news to Neutron.
  const before = standing['running'] === true ? '' : text(standing['startedAt']);
  const troubles = await watchUntil(
    () => agentTroubles(open, session, before, wanted),
    guard,
    definition.rollout.syncSeconds * 1_000,
  );
  if (troubles.length > 0) throw failure('HostNotReady', `The agent on ${host}: ${troubles.join('; ')}.`);
  await window.note('wired');
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  await hearAll();
  const left = async (): Promise<readonly string[]> => {
    const counts = await helper.count(bridges, SEED_COOKIE);
    return bridges.filter((bridge) => (counts[bridge] ?? 0) > 0);
  };
  // The agent has wired every port: what it has not taken away goes now.
  if ((await watchUntil(left, guard, SEEDS_GONE_WITHIN_MS)).length > 0) await helper.clear(bridges, SEED_COOKIE);
  await window.note('unseeded');
  await watchFor(definition.rollout.watchSeconds, guard);
  await hearAll();
  return { changed: !running, summary: `The new agent on ${host} has wired every port after ${seconds} s.` };
}
