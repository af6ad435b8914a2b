import type { PlannedPhase } from '../model/plan/plan';
import { planStep, STEP } from './step';

/** Takes away what only the upgrade needed; behind a gate, without an undo. */
export function planFinalize(): PlannedPhase {
  return {
    name: 'finalize',
    groups: [
      {
        name: 'remains',
        workflow: 'inline',
        atOnce: 1,
        lanes: [
          {
            name: 'remains',
            steps: [
              planStep(
                'finalize/remains/extension',
                STEP.ensureExtensionRemoved,
                'Take the API extension that allows ids away',
                {},
              ),
              planStep(
                'finalize/remains/explicit-ids',
                STEP.verifyExplicitIdsRefused,
                'Prove that nobody may choose ids any more',
                {},
              ),
              planStep('finalize/remains/staging', STEP.ensureStagingDropped, 'Drop the staging databases', {}),
            ],
          },
        ],
      },
    ],
  };
}
