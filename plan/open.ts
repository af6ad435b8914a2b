import type { PlannedPhase } from '../model/plan/plan';

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
              {
                id: 'open/apis/start',
                activity: 'ensureTenantApisOpen',
                summary: 'Open the new APIs to tenants: the first write is the point of no return',
                input: {},
              },
            ],
          },
        ],
      },
    ],
  };
}
