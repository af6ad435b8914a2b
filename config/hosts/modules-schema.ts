import { z } from 'zod';
import { MODULE_NAMES, type ModuleChoices } from '../../model/host/modules';

/** Names stand in a file of the package manager, one after the other. */
const pack = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+-]*$/, 'the name of a package, without version');
const family = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+-]*\*?$/, 'the name of a package, or its beginning and "*"');
const unit = z.string().regex(/^[A-Za-z0-9][\w.@:-]*\.(service|socket|timer|path|target)$/, 'a unit with its ending');

/** `modules` in `cluster.yaml`: all of it is added to what the release pair has. */
export const modulesSchema = z
  .partialRecord(
    z.enum(MODULE_NAMES),
    z.strictObject({
      packages: z.array(family).readonly().exactOptional(),
      install: z.array(pack).readonly().exactOptional(),
      remove: z.array(pack).readonly().exactOptional(),
      keep: z.array(pack).readonly().exactOptional(),
      units: z.array(unit).readonly().exactOptional(),
      checks: z
        .array(z.array(z.string().min(1)).min(1).readonly())
        .readonly()
        .exactOptional(),
    }),
  )
  .default({}) satisfies z.ZodType<ModuleChoices>;
