import { ensureProbes, stopProbe } from '../../connectors/probes/probe-units';
import { readProbeClock } from '../../connectors/probes/read-loss';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { byArp } from './arp';
import { silentTargets } from './baseline';
import { namesOf } from './names';
import { readTargets } from './targets';

const PING_PATIENCE_MS = 15_000;
const ARP_PATIENCE_MS = 5_000;

/**
 * Pings every VM and every control target from now on. The baseline: a VM that answers no ping before anything is touched is asked
 * by ARP, and one that answers neither is not watched, and named. Refuses when no VM or not every control target answers.
 */
export function createEnsureProbesStarted(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const ledger = await deps.ledger(definition);
    const { intervalMs } = definition.probes;
    const { vms, controls } = await readTargets(definition);
    const set = input.run.id;
    const machine = await deps.machine(definition, definition.probes.machine);
    await ledger.recordUndo(input, 'stopProbes', { set });
    const pings = [...vms, ...controls];
    const since = await readProbeClock(machine);
    const started = await ensureProbes(machine, set, pings, intervalMs);
    const names = pings.map(({ name }) => name);
    const baseline = { set, since: started > 0 ? since : 0, intervalMs };
    const mute = await silentTargets(machine, { ...baseline, names, patienceMs: PING_PATIENCE_MS });
    const answering = vms.filter(({ name }) => !mute.includes(name));
    if (controls.some(({ name }) => mute.includes(name)) || (vms.length > 0 && answering.length === 0))
      throw failure('HostNotReady', `No answer to pings before anything was touched: ${mute.join(', ')}.`);

    const muteVms = vms.filter(({ name }) => mute.includes(name));
    for (const { name } of muteVms) await stopProbe(machine, set, name);
    const asked = byArp(muteVms);
    const askedSince = await readProbeClock(machine);
    const begun = await ensureProbes(machine, set, asked, intervalMs);
    const dumb = await silentTargets(machine, {
      ...baseline,
      since: begun > 0 ? askedSince : 0,
      names: asked.map(({ name }) => name),
      patienceMs: ARP_PATIENCE_MS,
    });
    const arp = asked.filter(({ name }) => !dumb.includes(name));
    const unwatched = muteVms.filter(({ port }) => !arp.some((one) => one.port === port));
    await ledger.recordFact(input.run, 'probes', {
      set,
      vms: [...answering, ...arp].map(({ name, vm, host }) => ({ name, vm, host })),
      controls: controls.map(({ name }) => ({ name })),
      byArp: arp.map(({ vm, host }) => ({ name: vm, host })),
      unwatched: unwatched.map(({ vm, host, port }) => ({ name: vm, host, port })),
    });
    const remarks = [
      ...(arp.length === 0 ? [] : [`Asked by ARP, as they answer no ping: ${namesOf(arp)}.`]),
      ...(unwatched.length === 0 ? [] : [`Not watched, as they answer neither ping nor ARP: ${namesOf(unwatched)}.`]),
    ];
    const told = `${answering.length} VMs and ${controls.length} control targets are pinged every ${intervalMs} ms.`;
    return { changed: started - muteVms.length + begun > 0, summary: [told, ...remarks].join(' ') };
  };
}
