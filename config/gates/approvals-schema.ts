import { z } from 'zod';
import { GATES, type Gate } from '../../model/gates';

const gate = z.enum(GATES);
/** As an operator writes himself into `by`. */
const person = z.string().trim().min(1).max(64);

/** `approvals`: gates by name, or with the people who may open them. */
export const approvalsSchema: z.ZodType<readonly Gate[]> = z
  .array(
    z.union([
      gate.transform((name): Gate => ({ gate: name })),
      z.strictObject({ gate, by: z.array(person).min(1).max(20) }),
    ]),
  )
  .refine((gates) => new Set(gates.map((one) => one.gate)).size === gates.length, {
    error: 'a gate is named twice',
  });
