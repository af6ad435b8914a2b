import { z } from 'zod';
import type { FailureBudget } from '../model/failure-budget/budget';
import { MOST_SET_ASIDE } from '../model/failure-budget/set-aside';

/** `rollout.failureBudget`: at least one of its keys. */
export const failureBudgetSchema: z.ZodType<FailureBudget> = z
  .strictObject({
    hosts: z.int().min(0).max(MOST_SET_ASIDE).exactOptional(),
    share: z.number().min(0).max(1).exactOptional(),
  })
  .refine(({ hosts, share }) => hosts !== undefined || share !== undefined, {
    message: 'say how many hosts may fail: `hosts`, `share`, or both (then the smaller one counts)',
  });
