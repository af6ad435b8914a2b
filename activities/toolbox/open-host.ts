import type { ClusterDefinition } from '../../model/cluster';
import type { RemoteMachine } from '../../model/command';
import type { Ledger } from '../../model/ledger';
import type { ReleasePair } from '../../model/pair/release-pair';
import type { StepInput } from '../../model/run';
import { pairOf } from './pair-of';
import type { Dependencies } from '../dependencies';

/** A step that acts on one hypervisor. */
export interface HostInput extends StepInput {
  readonly host: string;
}

export interface OpenHost {
  readonly definition: ClusterDefinition;
  readonly pair: ReleasePair;
  readonly ledger: Ledger;
  readonly machine: RemoteMachine;
}

export async function openHost(deps: Dependencies, cluster: string, host: string): Promise<OpenHost> {
  const definition = await deps.readDefinition(cluster);
  return {
    definition,
    pair: pairOf(deps, definition),
    ledger: await deps.ledger(definition),
    machine: await deps.machine(definition, host),
  };
}
