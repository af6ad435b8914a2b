import type { StepInput } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { ensureKind } from './ensure-kind';
import { deleteNetworkObjects } from './target/undo-objects';
import { wantedNetworks } from './wanted/networks';

/** Networks with their ids, segments and MTU. */
export const ensureNetworks = defineStep({
  name: 'ensureNetworks',
  once: 'never',
  undo: deleteNetworkObjects,
  run: (deps: Dependencies, input: StepInput) => ensureKind(deps, input, 'network', wantedNetworks),
});
