import { z } from 'zod';
import { DEFAULT_HOST_CHOICES as DEFAULT, type HostChoices } from '../model/host-choices';
import { secretSchema } from './secret-schema';

const word = z.string().min(1).max(255);
/** Templates call them so: `{{vars.rack}}`. */
const key = z.string().regex(/^\w{1,64}$/, 'a name of letters, digits and "_"');
const vars = z.record(key, z.union([z.string(), z.number(), z.boolean()])).readonly();
/** Nothing above the folder of templates. */
const template = z
  .string()
  .regex(/^(?!.*(^|\/)\.\.(\/|$))[^/\0][^\0]*$/, 'a path in the folder templates, without ".."');

/** `configuration` in `cluster.yaml`; all of it has defaults. */
export const hostChoicesSchema = z
  .strictObject({
    vars: vars.default(DEFAULT.vars),
    groups: z
      .record(key, z.strictObject({ hosts: z.array(word).min(1).readonly(), vars: vars.default({}) }))
      .default({}),
    hosts: z.record(word, vars).default({}),
    secrets: z.record(key, secretSchema).default({}),
    files: z
      .array(
        z.strictObject({
          template,
          path: z.string().regex(/^\/(?!.*\/\.\.(\/|$))[^\0]*[^/\0]$/, 'an absolute path, without ".."'),
          mode: z
            .string()
            .regex(/^0?[0-7]{3,4}$/, 'a mode in octal, in quotes: "0640"')
            .nullable()
            .default(null),
          owner: z
            .string()
            .regex(/^[\w.-]+:[\w.-]+$/, '"user:group"')
            .nullable()
            .default(null),
          groups: z.array(key).readonly().default([]),
        }),
      )
      .readonly()
      .default([]),
  })
  .prefault({}) satisfies z.ZodType<HostChoices>;
