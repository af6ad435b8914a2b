import {
  allHandlersFinished,
  CancellationScope,
  condition,
  ContinueAsNew,
  continueAsNew,
  isCancellation,
  patched,
  workflowInfo,
} from '@temporalio/workflow';
import type { CommandState } from '../model/operator/command-state';
import { DEFAULT_GATES, type Gate, standsBefore } from '../model/gates';
import type { PhaseName } from '../model/phases';
import type { PlanReference } from '../model/plan/plan-page';
import type { RunRef } from '../model/run';
import type { CarriedOptions, PhaseRecord, UpgradeInput, UpgradeResult } from '../model/upgrade';
import { planningInDatacenter } from './toolbox/activities';
import { RunStatus } from './operator/run-status';
import { recordCommands } from './outcome/finish-run';
import { waitForApproval } from './operator/wait-for-approval';
import { type Decision, decide } from './outcome/decisions';
import { endBroken, endCancelled, endEarly, endWell, type Upgrade } from './outcome/upgrade-outcome';
import { withOutcome } from './outcome/with-outcome';
import { describe } from './toolbox/failures';
import { historyIsLong } from './toolbox/history';
import { hearOfHolds } from './interpreter/hold';
import { hearOfCanaries } from './interpreter/canary-gate';
import { hearOfSetAside } from './interpreter/set-aside';
import { hostsOfPlan } from './operator/check-host';
import { CommandHandler } from './operator/command-handler';
import { checkInput, pingDatacenter, throwPlain, requireUpgradeId } from './toolbox/prepare';
import { runPhase } from './interpreter/run-phase';

/** What a run carries into its next history. */
interface ContinueAsNewState {
  readonly run: RunRef;
  readonly options: CarriedOptions;
  readonly gates?: readonly Gate[];
  readonly plan: PlanReference;
  readonly phases: readonly PhaseRecord[];
  readonly commands: CommandState;
}

type Input = UpgradeInput & { readonly carried?: ContinueAsNewState };

/** Lifts a running cluster: builds the plan, or takes the one that is asked for, and carries it out phase by phase. */
export async function upgradeCluster(input: Input): Promise<UpgradeResult> {
  requireUpgradeId(input);
  // Only a run's own past is believed; in an operator's input the check refuses it.
  const carried = workflowInfo().continuedFromExecutionRunId === undefined ? undefined : input.carried;
  const commandHandler = new CommandHandler(carried?.commands, true);
  const {
    run,
    options,
    plan,
    phases,
    gates = formerGates(options),
  } = carried ?? (await withOutcome(() => prepare(input)));
  commandHandler.checkHostsBy(hostsOfPlan({ run, plan: plan.file }));
  const status = new RunStatus(run, plan.file.sha256, phases, commandHandler);
  hearOfHolds(status);
  hearOfSetAside(status, commandHandler);
  hearOfCanaries(commandHandler);
  const { onFailure } = options;
  const { failureBudget = 0 } = plan;
  // Where it waits at none an approval is no mistake.
  if (gates.length > 0) commandHandler.gates = gates;
  const upgrade: Upgrade = {
    ...{ run, options, plan: plan.file, reference: plan, commandHandler, status, onFailure, failureBudget, gates },
  };
  try {
    return await carryOut(upgrade);
  } catch (error) {
    if (error instanceof ContinueAsNew || status.ended) throw error;
    if (!isCancellation(error)) return endBroken(upgrade, error);
    // Cancelling is aborting, except that the workflow ends as cancelled.
    await CancellationScope.nonCancellable(() => endCancelled(upgrade)).catch(() => undefined);
    throw error;
  }
}

/** Of runs of earlier versions, which knew two. */
function formerGates({ approval }: Pick<CarriedOptions, 'approval'>): readonly Gate[] {
  return approval === 'manual' ? DEFAULT_GATES : [];
}

async function prepare(input: UpgradeInput): Promise<Omit<ContinueAsNewState, 'commands'>> {
  const { options, gates, datacenter } = await checkInput('upgradeCluster', input);
  await pingDatacenter(datacenter);
  const run = { id: workflowInfo().firstExecutionRunId, cluster: options.cluster, datacenter };
  const plan = await planningInDatacenter(datacenter).buildPlan({ run, options }).catch(throwPlain);
  return {
    run: {
      ...run,
      ...(plan.version !== undefined && { version: plan.version }),
      ...(plan.snapshot !== undefined && { snapshot: plan.snapshot }),
    },
    options: { ...options, hosts: plan.hosts ?? options.hosts },
    ...(gates !== undefined && { gates }),
    plan,
    phases: plan.phases.map(({ name }) => ({ name, seconds: 0, outcome: 'pending' })),
  };
}

async function carryOut(upgrade: Upgrade): Promise<UpgradeResult> {
  const { status, options } = upgrade;
  const border = options.rehearse ? rehearsedUntil(status.phases.map(({ name }) => name)) : status.phases.length;
  for (const [i, { name, outcome }] of status.phases.entries()) {
    if (outcome === 'done' || i >= border) continue;
    const before = status.phases[i - 1]?.name;
    for (const gate of upgrade.gates) if (standsBefore(gate, name, before)) await waitForApproval(upgrade, gate);
    const stopped =
      asked(upgrade) ??
      (await untilThrough(upgrade, name, () => runWithRetries(upgrade, name))) ??
      (await untilThrough(upgrade, name, () => atBorder(upgrade, name)));
    if (stopped !== null) return endEarly(upgrade, stopped.decision, stopped.error);
    await renewHistory(upgrade);
  }
  return endWell(upgrade);
}

/** How many phases a rehearsal goes forward: all that can be undone whatever tenants do. Earlier versions only looked. */
function rehearsedUntil(phases: readonly PhaseName[]): number {
  if (!patched('rehearsals-go-back')) return 1;
  const border = phases.findIndex((name) => name === 'open' || name === 'finalize');
  return border === -1 ? phases.length : border;
}

interface Stopped {
  readonly decision: Exclude<Decision, 'retry'>;
  /** Null when an operator stopped it and nothing had failed. */
  readonly error: unknown;
}

/** A phase, and again for hosts that were set aside in it and that an operator wants to be tried again. */
async function runWithRetries(upgrade: Upgrade, phase: PhaseName): Promise<void> {
  do await runPhase(upgrade, phase);
  while (upgrade.commandHandler.takeUp(phase, ({ retried }) => retried === true));
}

/** What an operator has commanded while nothing was under way. */
function asked({ commandHandler }: Upgrade): Stopped | null {
  const { stop } = commandHandler.state;
  return stop === null ? null : { decision: stop, error: null };
}

/** Does a phase's work, again as often as an operator wants it after a failure: what was done is recognised. */
async function untilThrough(upgrade: Upgrade, phase: PhaseName, work: () => Promise<void>): Promise<Stopped | null> {
  for (;;) {
    try {
      await work();
      return null;
    } catch (error) {
      if (isCancellation(error)) throw error;
      const decision = await decide(upgrade, upgrade.options.onFailure, phase, error);
      if (decision !== 'retry') return { decision, error: describe(error).type === 'Aborted' ? null : error };
      // what is mended now may be more than what the run stopped at
      upgrade.commandHandler.takeUp(phase);
    }
  }
}

/** After a phase the ledger hears of commands. */
async function atBorder(upgrade: Upgrade, phase: PhaseName): Promise<void> {
  if (phase !== 'preflight') await recordCommands(upgrade);
}

/** Between two phases nothing is in flight: here the history may be renewed. */
async function renewHistory({ run, options, gates, reference, commandHandler, status }: Upgrade): Promise<void> {
  if (!historyIsLong()) return;
  await condition(allHandlersFinished);
  await continueAsNew<(next: Input) => Promise<UpgradeResult>>({
    cluster: run.cluster,
    carried: { run, options, gates, plan: reference, phases: status.phases, commands: commandHandler.state },
  });
}
