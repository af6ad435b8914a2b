import type { RunRef } from '../../model/run';
import { planNetwork } from '../../plan/network';
import { ensureInstancesKnown } from './known-instances';
import { place, type Product } from './product';

const HOST_STEPS = ['ensureRepositories', 'ensureUnitsHeld', 'ensurePackagesSwapped', 'ensureConfiguration'];

/** Brings a fresh lab to where the phase `agents` begins: the network is there, the new packages are, no agent runs. */
export async function prepare({ step, deps, definition }: Product, run: RunRef): Promise<void> {
  const planned = planNetwork().groups.flatMap(({ lanes }) => lanes.flatMap(({ steps }) => steps));
  for (const { id, activity, input } of planned) await step({ run, phase: 'network', step: id }, activity, input);
  await ensureInstancesKnown(deps, definition);
  await Promise.all(
    definition.hypervisors.map(async (host) => {
      for (const activity of HOST_STEPS) await step(place(run, 'hosts', host, activity), activity, { host });
    }),
  );
}
