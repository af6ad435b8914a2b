import { NetworkApi } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openAccess } from '../toolbox/access';
import { eventually } from '../toolbox/eventually';
import { switchUnits } from '../toolbox/switch-units';
import { EXPLICIT_IDS } from './target/explicit-ids';

/** From the restart of neutron-server until it answers. */
const BACK_WITHIN_MS = 180_000;

/** Takes the file of the API extension away and restarts neutron-server, where `network.extension` says where they are. */
export const ensureExtensionRemoved = defineStep({
  name: 'ensureExtensionRemoved',
  once: 'done',
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const { definition, session } = await openAccess(deps, input.run.cluster);
    const { extension } = definition.network;
    if (extension === null)
      return {
        changed: false,
        summary: `network.extension does not say where ${EXPLICIT_IDS} is: nothing was removed.`,
        unasked: true,
      };
    const api = new NetworkApi(session);
    const { path, hosts, units } = extension;
    const files = await Promise.all(
      hosts.map(async (host) => {
        const machine = await deps.machine(definition, host);
        return { host, machine, there: (await machine.run(['test', '-e', path], { accept: [0, 1] })).exitCode === 0 };
      }),
    );
    const loaded = (await api.extensions()).has(EXPLICIT_IDS);
    if (!loaded && files.every(({ there }) => !there))
      return { changed: false, summary: `The extension ${EXPLICIT_IDS} is gone already.` };
    for (const { machine } of files) await machine.run(['rm', '-f', path, `${path}c`]);
    await switchUnits(
      deps,
      definition,
      'restart',
      hosts.map((host) => ({ host, units })),
    );
    await eventually(async () => {
      if ((await api.extensions()).has(EXPLICIT_IDS))
        throw failure(
          'ApiFailed',
          `After its restart Neutron still has the extension ${EXPLICIT_IDS}: some neutron-server has the file elsewhere.`,
        );
    }, BACK_WITHIN_MS);
    return { changed: true, summary: `The extension ${EXPLICIT_IDS} is removed from ${hosts.join(', ')}.` };
  },
});
