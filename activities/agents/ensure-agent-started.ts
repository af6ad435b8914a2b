import { ApiError } from '../../connectors/openstack/api-error';
import type { RemoteMachine } from '../../model/remote-command';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { isSuperseded } from '../toolbox/heartbeat';
import { maskUnits, unmaskUnits } from '../toolbox/hold-units';
import { openHost, type HostInput } from '../toolbox/open-host';
import { text } from '../network/source/fields';
import { openSession } from '../toolbox/open-session';
import { changeUnits, isRunning, readUnits } from '../toolbox/units';
import { findAgent } from './start/agent-state';
import { awaitFirstSync } from './start/await-first-sync';
import { restoreSnapshot, takeSnapshot } from './bypass/bridge-snapshot';
import { restoreBypass } from './bypass/restore-bypass';
import { holdStep } from '../toolbox/hold-step';
import { readKeptBypass } from './bypass/kept-bypass';
import { guardBehindBypass, TOLERANT } from './guard/bypass-guard';
import { startedAgent, stopBehindBypass, stopStarted } from './bypass/stop-behind-bypass';
import { openWindow } from './guard/window';

/** `tolerate`: an unprotected restart is being shown; what it costs is reported, and nothing is done about it. */
export type AgentInput = HostInput & { readonly tolerate?: boolean };

/** Leaves the agent held, as the phase before has left it. */
const stopAgent = startedAgent.undoneBy(async (deps, { running, ...snapshot }, { cluster }) => {
  const { machine, pair } = await openHost(deps, cluster, snapshot.host);
  if (running) return `The agent ran on ${snapshot.host} before.`;
  await changeUnits(machine, 'stop', [pair.units.agent]);
  await maskUnits(machine, [pair.units.agent]);
  await restoreSnapshot(machine, deps.store, snapshot);
  return `${snapshot.host}: the new agent is stopped, ${snapshot.bridges.length} bridges are as before.`;
});

/**
 * Starts the new agent and waits for its first full sync: alive in Neutron, every port ACTIVE and wired. Then the bypass flows go,
 * and the VMs are watched on the new flows. When one is silent beyond the budget meanwhile, the bypass flows are back at once, the
 * agent is stopped behind them, and it fails; it is stopped whatever else fails, too, as nobody watches then. While Keystone or
 * Neutron does not answer, the host is held behind its bypass flows, without an agent.
 */
export const ensureAgentStarted = defineStep({
  name: 'ensureAgentStarted',
  once: 'never',
  undo: stopAgent,
  run: (deps: Dependencies, input: AgentInput): Promise<StepResult> =>
    start(deps, input).catch(async (error: unknown) => {
      const away = error instanceof ApiError;
      if (mayStop(input))
        await stopStarted(deps, input).catch((unstopped: unknown) => {
          if (away) throw unstopped;
        });
      if (!away) throw error;
      return holdStep(input.host, [error.message]);
    }),
});

async function start(deps: Dependencies, input: AgentInput): Promise<StepResult> {
  const { host, tolerate = false } = input;
  const open = await openHost(deps, input.run.cluster, host);
  const { definition, ledger, machine, pair } = open;
  const session = await openSession(definition);
  const bypass = await readKeptBypass(deps, open);
  const running = (await readUnits(machine, [pair.units.agent])).some(isRunning);
  // Nobody guards yet: an agent that runs is not kept waiting for Neutron.
  const agent = running ? undefined : await findAgent(session, host);
  const standing = await startedAgent.record(ledger, input, {
    ...(await takeSnapshot(machine, deps.store, bypass.bridges)),
    running,
    startedAt: text(agent?.['started_at']),
  });
  // An agent that ran before our first attempt was not started by us: then its start is no news to Neutron.
  const ours = !running || !standing.running;
  const known = running ? text(standing.startedAt) : text(agent?.['started_at']);
  const window = openWindow(deps, definition, ledger, input);
  const back = () => (ours ? stopBehindBypass : restoreBypass)(open, bypass);
  const guarded = tolerate ? TOLERANT : await guardBehindBypass(deps, open, back);
  try {
    if (!running) {
      if (!tolerate) await restoreBypass(open, bypass);
      await startUnit(machine, pair.units.agent);
      await window.note('started');
    }
    const seconds = await awaitFirstSync(deps, open, { session, bypass, guarded, window, before: ours ? known : '' });
    return { changed: !running, summary: `The new agent on ${host} has wired every port after ${seconds} s.` };
  } catch (error) {
    // Without the ledger as well; where the host itself does not answer the next try takes it up.
    if (ours && mayStop(input)) await back().catch(() => undefined);
    throw error;
  }
}

/** Not where what a restart costs is being shown, nor where another attempt may be watching by now. */
function mayStop({ tolerate = false }: AgentInput): boolean {
  return !tolerate && !isSuperseded();
}

async function startUnit(machine: RemoteMachine, unit: string): Promise<void> {
  await unmaskUnits(machine, [unit]);
  await machine.run(['systemctl', 'reset-failed', unit], { accept: 'any' });
  await machine.run(['systemctl', 'start', unit]);
}
