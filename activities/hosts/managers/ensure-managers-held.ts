import { z } from 'zod';
import type { StepResult } from '../../../model/run';
import { defineStep } from '../../define/step';
import { defineUndo } from '../../define/undo';
import type { Dependencies } from '../../dependencies';
import { maskUnits, unmaskUnits } from '../../toolbox/hold-units';
import { openHost, type HostInput } from '../../toolbox/open-host';
import { changeUnits, isRunning, readUnits } from '../../toolbox/units';
import { restoreFile, savedFileSchema, saveFile } from '../files/saved-files';
import { DISABLED, readDisabledLock, untilPuppetIdle } from './puppet';

/** Lets what manages the host do so again, as before. */
const releaseManagers = defineUndo({
  kind: 'releaseManagers',
  detail: z.object({
    host: z.string(),
    masked: z.array(z.string()).readonly(),
    stopped: z.array(z.string()).readonly(),
    /** What disables Puppet's agent; null where there is no Puppet. */
    lock: savedFileSchema.nullable(),
  }),
  undo: async (deps, { host, masked, stopped, lock }, { cluster }) => {
    const { machine } = await openHost(deps, cluster, host);
    if (lock !== null) await restoreFile(machine, lock);
    await unmaskUnits(machine, masked);
    await changeUnits(machine, 'start', stopped);
    return `${host}: ${stopped.length} managers of the host run again.`;
  },
});

/**
 * Keeps what manages the host by itself from undoing what the next steps do: Puppet, Salt, Chef, automatic updates. They stay off when
 * the host is through: what they know is the old release, until their owner has changed it.
 */
export const ensureManagersHeld = defineStep({
  name: 'ensureManagersHeld',
  once: 'done',
  undo: releaseManagers,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { ledger, machine, pair } = await openHost(deps, input.run.cluster, input.host);
    const states = (await readUnits(machine, pair.units.managers)).filter(({ exists }) => exists);
    const running = states.filter(isRunning).map(({ unit }) => unit);
    const toMask = states.filter(({ masked }) => !masked).map(({ unit }) => unit);
    const path = await readDisabledLock(machine);
    const lock = path === '' ? null : await saveFile(machine, path);
    const standing = await releaseManagers.record(ledger, input, {
      host: input.host,
      masked: toMask,
      stopped: running,
      lock,
    });
    if (lock !== null && standing.lock?.content === null) {
      await machine.run(['mkdir', '-p', '--', path.replace(/\/[^/]*$/, '')]);
      await restoreFile(machine, { path, content: DISABLED, access: '644 root:root' });
    }
    await untilPuppetIdle(machine);
    await changeUnits(machine, 'stop', running);
    await maskUnits(machine, toMask);
    const puppet = lock === null ? '' : ', Puppet disabled';
    return {
      changed: running.length + toMask.length > 0,
      summary: `${input.host}: ${running.length} managers of the host stopped, ${toMask.length} masked${puppet}.`,
    };
  },
});
