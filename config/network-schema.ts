import { z } from 'zod';
import type { ClusterDefinition } from '../model/cluster';
import { PLAIN_NAME } from '../model/names';
import { CREATED_ON_DEMAND, DEFAULT_NETWORK as DEFAULT } from '../model/network-choices';
import { networkServicesSchema } from './network-services-schema';

const text = z.string().min(1).max(255);
/** Bridges and machines are named in commands. */
const name = z.string().regex(PLAIN_NAME, 'a name of letters, digits and "._-"');
/** Kinds that preflight names, and tables. */
const left = z.string().regex(/^[A-Za-z0-9_]{1,64}$/, 'a name that preflight gives: letters, digits and "_"');
const path = z.string().regex(/^\/[^\0\n]*\.py$/, 'the absolute path of a file that ends with .py');

/** `network` in `cluster.yaml`: what follows the integration bridge has defaults. */
export const networkSchema = z.strictObject({
  physicalNetworks: z.record(text, name),
  integrationBridge: name,
  tunnelBridge: name.nullable().default(DEFAULT.tunnelBridge),
  create: z.array(z.enum(CREATED_ON_DEMAND)).readonly().default(DEFAULT.create),
  leaveBehind: z.array(left).readonly().default(DEFAULT.leaveBehind),
  mtu: z
    .union([z.int().min(68).max(65_535), z.literal('computed')])
    .nullable()
    .default(DEFAULT.mtu),
  atOnce: z.int().min(1).max(64).default(DEFAULT.atOnce),
  extension: z
    .strictObject({ path, hosts: z.array(name).min(1).readonly(), units: z.array(text).min(1).readonly() })
    .nullable()
    .default(DEFAULT.extension),
  services: networkServicesSchema,
}) satisfies z.ZodType<ClusterDefinition['network']>;
