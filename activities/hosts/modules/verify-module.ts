import { listFirst } from '../../../model/list-first';
import type { StepResult } from '../../../model/run';
import { defineStep } from '../../define/step';
import type { Dependencies } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import { openHost } from '../../toolbox/open-host';
import type { ModuleInput } from './ensure-module-swapped';
import { moduleOf } from './modules-of-host';

/** The commands that prove a module end well on the host. Fails with HostNotReady, naming each that does not and its last words. */
export const verifyModule = defineStep({
  name: 'verifyModule',
  once: 'never',
  run: async (deps: Dependencies, input: ModuleInput): Promise<StepResult> => {
    const { host, module } = input;
    const { definition, machine, pair } = await openHost(deps, input.run.cluster, host);
    const { checks } = moduleOf(definition, pair, module);
    const failed: string[] = [];
    for (const argv of checks) {
      const { exitCode, stdout, stderr } = await machine.run(argv, { accept: 'any' });
      const words = `${stdout}\n${stderr}`.trim().slice(-300);
      if (exitCode !== 0) failed.push(`${argv.join(' ')} ends with ${exitCode} (${words})`);
    }
    if (failed.length > 0)
      throw failure('HostNotReady', `${host}: ${module} is not proved: ${listFirst(failed, '; ')}.`);
    return { changed: false, summary: `${host}: ${module} is proved by ${checks.length} commands.` };
  },
});
