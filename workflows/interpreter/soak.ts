import { condition } from '@temporalio/workflow';
import type { PhaseName } from '../../model/phases';
import type { Soaking } from '../../model/operator/progress';
import type { Execution } from './execution';
import { tellParent } from './hold';

/** Waits for so many milliseconds, or until the run is stopped; every workflow above shows it. A pause ends nothing and shortens nothing. */
export async function soak({ commandHandler, status }: Execution, phase: PhaseName, ms: number): Promise<void> {
  const soaking: Soaking = { for: 'soak', phase, until: new Date(Date.now() + ms).toISOString() };
  await tellParent(soaking);
  try {
    await status.whileWaiting(soaking, () => condition(() => commandHandler.state.stop !== null, ms));
  } finally {
    await tellParent(null);
  }
}
