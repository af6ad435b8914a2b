import { z } from 'zod';
import { NO_SERVICES, type NetworkServices } from '../model/network-services';

const text = z.string().min(1).max(255);
/** Units and machines are named in commands. */
const name = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9._@-]*[A-Za-z0-9])?$/, 'a name of letters, digits and "._@-"');
const units = z.array(z.strictObject({ host: name, units: z.array(name).min(1).readonly() }));
const check = { host: name, command: z.array(text).min(1).readonly() };
const handOver = { old: units.readonly(), new: units.min(1).readonly() };
const agents = z
  .strictObject({ ...handOver, check: z.strictObject(check).nullable().default(null) })
  .nullable()
  .default(null);

/** `network.services` in `cluster.yaml`: whatever is left out is left alone. */
export const networkServicesSchema = z
  .strictObject({
    dhcp: z
      .strictObject({
        ...handOver,
        leaseChecks: z
          .array(z.strictObject({ network: text, ...check }))
          .min(1)
          .readonly(),
      })
      .nullable()
      .default(null),
    l3: agents,
    metadata: agents,
  })
  .default(NO_SERVICES) satisfies z.ZodType<NetworkServices>;
