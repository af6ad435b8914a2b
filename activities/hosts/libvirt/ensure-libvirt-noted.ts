import { z } from 'zod';
import { readDomains } from '../../../connectors/libvirt/read-domains';
import { listFirst } from '../../../model/list-first';
import type { Domain } from '../../../model/guest';
import type { RemoteMachine } from '../../../model/remote-command';
import type { StepResult } from '../../../model/run';
import { defineStep } from '../../define/step';
import { defineUndo } from '../../define/undo';
import type { Dependencies } from '../../dependencies';
import { awaitDomains } from '../../guests/await-domains';
import { changesOf } from '../../guests/changes';
import { failure } from '../../toolbox/failure';
import { openHost, type HostInput } from '../../toolbox/open-host';
import { readDaemon, restartDaemon } from './daemon';
import { daemonFacts } from './noted-daemon';
import { forgetStatusFiles, restoreStatusFiles, saveStatusFiles } from './status-files';

/** Of guests that the daemon no longer takes for what they are. */
async function readLost(machine: RemoteMachine, before: readonly Domain[]) {
  const { domains } = await awaitDomains(machine);
  return changesOf(before, domains, { definitions: false });
}

/**
 * The old libvirtd takes its guests over again, when its packages are back. One that cannot read what the new one has written of a guest
 * gets what it had written itself; a guest's process is not touched.
 */
const restartOldLibvirt = defineUndo({
  kind: 'restartOldLibvirt',
  detail: z.object({ host: z.string(), life: z.string() }),
  undo: async (deps, { host, life }, { cluster, run }) => {
    const { definition, ledger, machine, pair } = await openHost(deps, cluster, host);
    const fact = daemonFacts.of(host);
    const { life: now } = await readDaemon(machine, pair.units.libvirt);
    const { back = '' } = (await fact.read(ledger, cluster)) ?? {};
    if (now === life || now === back) return `${host}: libvirtd is the one of before.`;
    const unproven = definition.guests.unproven.includes(host);
    const before = unproven ? [] : (await readDomains(machine)).domains;
    let started = await restartDaemon(machine, pair.units.libvirt);
    const lost = unproven ? [] : await readLost(machine, before);
    if (lost.length > 0) {
      await restoreStatusFiles(
        machine,
        lost.map(({ names }) => names[1] as string),
      );
      started = await restartDaemon(machine, pair.units.libvirt);
      const still = await readLost(machine, before);
      if (still.length > 0)
        throw failure(
          'UndoFailed',
          `${host}: the old libvirtd does not know its guests again: ${listFirst(
            still.map(({ message }) => message),
            '; ',
          )}. Their processes are not touched. Do not start nova-compute there: it would call them stopped.`,
        );
    }
    await fact.record(ledger, run, { life, back: started });
    await forgetStatusFiles(machine);
    return `${host}: the old libvirtd runs again, and knows ${before.length} guests.`;
  },
});

/** Notes which libvirtd runs and how it finds its guests again, before its packages are swapped: the way back needs both. */
export const ensureLibvirtNoted = defineStep({
  name: 'ensureLibvirtNoted',
  once: 'done',
  undo: restartOldLibvirt,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { host } = input;
    const { ledger, machine, pair } = await openHost(deps, input.run.cluster, host);
    const { life } = await readDaemon(machine, pair.units.libvirt);
    if (life === '') throw failure('HostNotReady', `${host}: ${pair.units.libvirt} does not run. Start it.`);
    const standing = await restartOldLibvirt.record(ledger, input, { host, life });
    await daemonFacts.of(host).record(ledger, input.run, { life: standing.life, back: '' });
    await saveStatusFiles(machine);
    return { changed: true, summary: `${host}: noted how libvirtd finds its guests again.` };
  },
});
