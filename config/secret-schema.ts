import { z } from 'zod';
import type { SecretRef } from '../model/secret';

/** A secret by reference. */
export const secretSchema = z.custom<SecretRef>(
  (value) => typeof value === 'string' && /^(env:[A-Za-z_]\w*|file:\/.+)$/.test(value),
  'a reference "env:NAME" or "file:/path", never the secret itself',
);
