import type { PlannedPhase } from '../model/plan/plan';

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
              {
                id: 'finalize/remains/extension',
                activity: 'ensureExtensionRemoved',
                summary: 'Take the API extension that allows ids away',
                input: {},
              },
              {
                id: 'finalize/remains/explicit-ids',
                activity: 'verifyExplicitIdsRefused',
                summary: 'Prove that nobody may choose ids any more',
                input: {},
              },
              {
                id: 'finalize/remains/staging',
                activity: 'ensureStagingDropped',
                summary: 'Drop the staging databases',
                input: {},
              },
            ],
          },
        ],
      },
    ],
  };
}
