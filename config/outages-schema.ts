import { z } from 'zod';
import { DEFAULT_OUTAGES as DEFAULT, type OutageChoices } from '../model/outage/outages';

/** A day: who waits longer wants to be asked. */
const seconds = z.int().min(1).max(86_400);

/** `outages` of `cluster.yaml`. */
export const outagesSchema = z
  .strictObject({
    databaseSeconds: seconds.default(DEFAULT.databaseSeconds),
    apiSeconds: seconds.default(DEFAULT.apiSeconds),
    hostSeconds: seconds.default(DEFAULT.hostSeconds),
  })
  .prefault({}) satisfies z.ZodType<OutageChoices>;
