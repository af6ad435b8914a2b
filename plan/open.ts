import type { PlannedPhase } from '../model/plan/plan';
import { planStep, STEP } from './step';

/** Opens the new APIs to tenants; behind a gate. */
export function planOpen(): PlannedPhase {
  return {
    name: 'open',
    groups: [
      {
        name: 'apis',
        workflow: 'inline',
        atOnce: 1,
        lanes: [
          {
            name: 'apis',
            steps: [
              planStep(
                'open/apis/start',
                STEP.ensureTenantApisOpen,
                'Open the new APIs to tenants: the first write is the point of no return',
                {},
              ),
            ],
          },
        ],
      },
    ],
  };
}
