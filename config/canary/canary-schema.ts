import { z } from 'zod';
import {
  CANARIES_AT_MOST,
  CANARY_ORDERS,
  type CanaryChoices,
  SOAK_MINUTES_AT_MOST,
  WEEKDAYS,
} from '../../model/canary/choices';
import { minutesOf } from '../../model/canary/window';

/** A look at a moment goes through all of them, day by day. */
const MOST_WINDOWS = 50;
const MOST_SIZES = 20;

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "a time of the day, for example '01:30'");
const until = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, "a time of the day, at most '24:00'");
const days = z
  .array(z.enum(WEEKDAYS))
  .min(1)
  .refine((names) => new Set(names).size === names.length, { error: 'a day is named twice' });

const window = z
  .strictObject({ days: days.default([...WEEKDAYS]), from: time, until })
  .refine((one) => minutesOf(one.from) !== minutesOf(one.until), {
    error: "it ends when it begins: for a whole day write from '00:00' until '24:00'",
    path: ['until'],
  });

/** A name that Temporal's server knows as well: of the tz database, in its own spelling. */
const timeZone = z.string().transform((name, context) => {
  try {
    if (/^[A-Za-z]/.test(name)) return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    // below
  }
  context.addIssue({ code: 'custom', message: `"${name}" is no time zone: write one as Europe/Berlin, or UTC` });
  return z.NEVER;
});

const sizes = z
  .array(z.int().min(1).max(CANARIES_AT_MOST))
  .min(1)
  .max(MOST_SIZES)
  .refine((counts) => counts.every((count, i) => count >= (counts[i - 1] ?? 1)), {
    error: 'each at least as large as the one before: a good canary does not make the next one smaller',
  });

/** `canary` of `cluster.yaml`. */
export const canarySchema: z.ZodType<CanaryChoices> = z.strictObject({
  windows: z.array(window).max(MOST_WINDOWS).default([]),
  timeZone: timeZone.default('UTC'),
  soakMinutes: z.int().min(0).max(SOAK_MINUTES_AT_MOST).default(30),
  sizes: sizes.default([1, 2, 5, 10]),
  order: z.enum(CANARY_ORDERS).default('leastLoaded'),
  logErrors: z.int().min(0).max(1_000_000).default(0),
});
