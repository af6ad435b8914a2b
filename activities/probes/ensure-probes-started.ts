import { setTimeout as sleep } from 'node:timers/promises';
import { ensureProbes } from '../../connectors/probes/probe-units';
import { readProbeClock, readProbeLoss } from '../../connectors/probes/read-loss';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { beat, cancellation } from '../heartbeat';
import { readTargets } from './targets';

/** How many answers in a row show that a target can be probed at all. */
const BASELINE = 5;
const PATIENCE_MS = 15_000;
const POLL_MS = 500;
const NAMES_SHOWN = 10;

function named(vms: readonly { readonly name: string; readonly host: string }[]): string {
  const more = vms.length - NAMES_SHOWN;
  const names = vms.slice(0, NAMES_SHOWN).map(({ name, host }) => `${name} on ${host}`);
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * Pings every VM and every control target from now on. The baseline: a VM that does not answer before anything is touched is not
 * watched, and named; refuses when no VM or not every control target answers.
 */
export function createEnsureProbesStarted(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const ledger = await deps.ledger(definition);
    const { intervalMs } = definition.probes;
    const { vms, controls } = await readTargets(definition);
    const all = [...vms, ...controls];
    const set = input.run.id;
    const machine = await deps.machine(definition, definition.probes.machine);
    await ledger.recordUndo(input, 'stopProbes', { set });
    const since = await readProbeClock(machine);
    const started = await ensureProbes(machine, set, all, intervalMs);
    const names = all.map(({ name }) => name);
    let silent: readonly string[] = names;
    for (const end = Date.now() + PATIENCE_MS; silent.length > 0 && Date.now() < end;) {
      const seen = await readProbeLoss(machine, set, names, { since: started > 0 ? since : 0, intervalMs });
      silent = seen.filter(({ sent, lost }) => sent - lost < BASELINE).map(({ name }) => name);
      beat({ silent: silent.length });
      await sleep(POLL_MS, undefined, { signal: cancellation() });
    }
    const answering = vms.filter(({ name }) => !silent.includes(name));
    const mute = controls.filter(({ name }) => silent.includes(name));
    if (mute.length > 0 || (vms.length > 0 && answering.length === 0))
      throw failure('HostNotReady', `No answer to pings before anything was touched: ${silent.join(', ')}.`);
    const unwatched = vms.filter(({ name }) => silent.includes(name)).map(({ vm, host }) => ({ name: vm, host }));
    await ledger.recordFact(input.run, 'probes', {
      set,
      vms: answering.map(({ name, vm, host }) => ({ name, vm, host })),
      controls: controls.map(({ name }) => ({ name })),
      unwatched,
    });
    const remark = unwatched.length === 0 ? '' : ` Not watched, as they do not answer: ${named(unwatched)}.`;
    return {
      changed: started > 0,
      summary: `${answering.length} VMs and ${controls.length} control targets are pinged every ${intervalMs} ms.${remark}`,
    };
  };
}
