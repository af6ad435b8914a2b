import { z } from 'zod';
import { DEFAULT_ALIGNMENT as DEFAULT, type AlignmentChoices } from '../model/tables/alignment-choices';

const text = z.string().min(1).max(255);
const identities = z.record(text, z.union([text, z.strictObject({ name: text, domain: text })]));

/** Old id → new id, or the new name with its domain: `alignment.identity`, and what a `users.yaml` holds. */
export const identitySchema = z.strictObject({
  projects: identities.default(DEFAULT.identity.projects),
  users: identities.default(DEFAULT.identity.users),
});

/** `alignment` in `cluster.yaml`: whatever is left out has its default. */
export const alignmentSchema = z
  .strictObject({
    tables: z.array(text).readonly().default(DEFAULT.tables),
    without: z.array(text).readonly().default(DEFAULT.without),
    identity: identitySchema.default(DEFAULT.identity),
    zones: z
      .strictObject({ fallback: text.default(DEFAULT.zones.fallback), pin: z.boolean().default(DEFAULT.zones.pin) })
      .default(DEFAULT.zones),
    pool: z.strictObject({ from: text, to: text }).nullable().default(DEFAULT.pool),
    aggregates: z
      .strictObject({
        merge: z
          .array(z.strictObject({ into: text, from: z.array(text).min(1).readonly() }))
          .readonly()
          .default([]),
      })
      .prefault({}),
    windowsNic: text.nullable().default(DEFAULT.windowsNic),
    imageStore: text.nullable().default(DEFAULT.imageStore),
    unsharedTargets: z.array(text).readonly().default(DEFAULT.unsharedTargets),
    volumeType: text.nullable().default(DEFAULT.volumeType),
  })
  .prefault({}) satisfies z.ZodType<AlignmentChoices>;
