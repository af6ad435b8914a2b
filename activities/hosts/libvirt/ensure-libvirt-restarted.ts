import { z } from 'zod';
import type { LibvirtMinimum } from '../../../model/pair/compute';
import type { RemoteMachine } from '../../../model/remote-command';
import type { StepResult } from '../../../model/run';
import { defineStep } from '../../define/step';
import { defineUndo } from '../../define/undo';
import type { Dependencies } from '../../dependencies';
import { lookAtGuests } from '../../guests/look-at-guests';
import { takeDefinitions, witnessedHost } from '../../guests/witnessed-host';
import { failure } from '../../toolbox/failure';
import { maskUnits, unmaskUnits } from '../../toolbox/hold-units';
import { openHost, type HostInput } from '../../toolbox/open-host';
import { readDaemon, restartDaemon } from './daemon';
import { daemonFacts } from './noted-daemon';
import { isAtLeast, readVersions } from './versions';

/** Holds libvirtd, as the step before has left it: it goes on running. */
const holdLibvirt = defineUndo({
  kind: 'holdLibvirt',
  detail: z.object({ host: z.string() }),
  undo: async (deps, { host }, { cluster }) => {
    const { machine, pair } = await openHost(deps, cluster, host);
    await maskUnits(machine, [pair.units.libvirt]);
    return `${host}: libvirtd is held again.`;
  },
});

async function requireVersions(machine: RemoteMachine, least: LibvirtMinimum): Promise<string> {
  const { libvirt, qemu } = await readVersions(machine);
  const old = [
    ...(isAtLeast(libvirt, least.libvirt)
      ? []
      : [`libvirt ${libvirt || 'of no known version'} and not ${least.libvirt}`]),
    ...(isAtLeast(qemu, least.qemu) ? [] : [`qemu ${qemu || 'of no known version'} and not ${least.qemu}`]),
  ];
  if (old.length > 0)
    throw failure(
      'HostNotReady',
      `${machine.name} runs ${old.join(', ')}: the new nova-compute would end at once. Add newer packages to the repository.`,
    );
  return `libvirt ${libvirt}, qemu ${qemu}`;
}

/**
 * Restarts libvirtd with its new packages, before the new nova-compute asks it: an old one may be too old for that. Guests go on; each
 * must be known again as the process that it was, in its state and on its devices.
 */
export const ensureLibvirtRestarted = defineStep({
  name: 'ensureLibvirtRestarted',
  once: 'done',
  undo: holdLibvirt,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { host, run } = input;
    const open = await openHost(deps, run.cluster, host);
    const { definition, ledger, machine, pair } = open;
    const unit = pair.units.libvirt;
    const noted = await daemonFacts.of(host).read(ledger, run.cluster);
    const restarted = (await readDaemon(machine, unit)).life !== noted?.life;
    const witnessed = await witnessedHost(deps, open, run);
    if (!restarted) await lookAtGuests(open, witnessed, run, { definitions: true });
    await holdLibvirt.record(ledger, input, { host });
    await unmaskUnits(machine, [unit]);
    if (!restarted) await restartDaemon(machine, unit);
    const count = await lookAtGuests(open, witnessed, run, { definitions: false });
    if (definition.guests.unproven.includes(host))
      return { changed: !restarted, summary: `${host}: libvirtd restarted; its guests cannot be seen.` };
    const versions = await requireVersions(machine, pair.compute.least);
    await takeDefinitions(deps, open, run);
    return { changed: !restarted, summary: `${host}: ${versions}; ${count} guests go on.` };
  },
});
