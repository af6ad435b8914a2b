import { z } from 'zod';
import { DEFAULT_GUESTS as DEFAULT, type GuestChoices } from '../../model/guest';

const word = z.string().min(1).max(255);

/** `guests` in `cluster.yaml`; all of it has defaults. */
export const guestsSchema = z
  .strictObject({
    adoptStates: z.boolean().default(DEFAULT.adoptStates),
    accept: z.array(word).readonly().default(DEFAULT.accept),
    unproven: z.array(word).readonly().default(DEFAULT.unproven),
  })
  .prefault({}) satisfies z.ZodType<GuestChoices>;
