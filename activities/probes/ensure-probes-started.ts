import { ensureProbes } from '../../connectors/probes/probe-units';
import { readProbeClock, readProbeLoss } from '../../connectors/probes/read-loss';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { beat } from '../heartbeat';
import { readTargets } from './targets';

/** How many answers in a row show that a target can be probed at all. */
const BASELINE = 5;
const PATIENCE_MS = 15_000;

/** Pings every VM and every control target from now on; refuses when one of them does not answer before anything is touched. */
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
    await ledger.recordFact(input.run, 'probes', {
      set,
      vms: vms.map(({ name, vm, host }) => ({ name, vm, host })),
      controls: controls.map(({ name }) => ({ name })),
    });
    const since = await readProbeClock(machine);
    const started = await ensureProbes(machine, set, all, intervalMs);
    for (const end = Date.now() + PATIENCE_MS; ;) {
      const names = all.map(({ name }) => name);
      const seen = await readProbeLoss(machine, set, names, { since: started > 0 ? since : 0, intervalMs });
      const silent = seen.filter(({ sent, lost }) => sent - lost < BASELINE).map(({ name }) => name);
      beat({ silent: silent.length });
      if (silent.length === 0) break;
      if (Date.now() > end)
        throw failure('HostNotReady', `No answer to pings before anything was touched: ${silent.join(', ')}.`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    return {
      changed: started > 0,
      summary: `${vms.length} VMs and ${controls.length} control targets are pinged every ${intervalMs} ms.`,
    };
  };
}
