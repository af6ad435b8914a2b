import type { Scratch } from './scratch-activities';

/** The input of a step of the phase `compute` that is about one table. */
export function tableStep({ run }: Scratch, mapping: string, what: string) {
  return { run, step: `compute/${mapping}/${what}`, phase: 'compute', mapping } as const;
}

/** Stages a table and puts it into the target. */
export async function copyTable(
  scratch: Scratch,
  mapping: string,
  database: 'nova' | 'novaApi' | 'glance',
): Promise<void> {
  const { activities, run } = scratch;
  await activities.ensureStagingDatabase({ run, step: `compute/${database}/database`, phase: 'compute', database });
  await activities.ensureRowsStaged(tableStep(scratch, mapping, 'stage'));
  await activities.ensureRowsImported(tableStep(scratch, mapping, 'import'));
}
