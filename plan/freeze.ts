import type { PlannedPhase } from '../model/plan/plan';

/** Stops the old APIs, then proves that nothing which they began is still under way. */
export function planFreeze(): PlannedPhase {
  return {
    name: 'freeze',
    groups: [
      {
        name: 'apis',
        workflow: 'inline',
        atOnce: 1,
        lanes: [
          {
            name: 'apis',
            steps: [
              {
                id: 'freeze/apis/stop',
                activity: 'ensureServicesStopped',
                summary: 'Stop the APIs of the old control plane',
                input: {},
              },
              {
                id: 'freeze/apis/in-flight',
                activity: 'verifyNothingInFlight',
                summary: 'Prove that no operation is under way',
                input: {},
              },
            ],
          },
        ],
      },
    ],
  };
}
