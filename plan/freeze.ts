import type { PlannedPhase } from '../model/plan/plan';
import { planStep, STEP } from './step';

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
              planStep('freeze/apis/stop', STEP.ensureServicesStopped, 'Stop the APIs of the old control plane', {}),
              planStep('freeze/apis/in-flight', STEP.verifyNothingInFlight, 'Prove that no operation is under way', {}),
            ],
          },
        ],
      },
    ],
  };
}
