import { z } from 'zod';

/** A `StoredFile` in what the ledger keeps. */
export const storedFileSchema = z.object({ datacenter: z.string(), path: z.string(), sha256: z.string() });
