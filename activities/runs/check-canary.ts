import { z } from 'zod';
import { CANARIES_AT_MOST } from '../../model/canary/choices';
import { CANARY_MODES, type CanarySettings } from '../../model/canary/settings';
import { windowAt } from '../../model/canary/window';
import type { ClusterDefinition } from '../../model/cluster';
import type { CanaryInput } from '../../model/upgrade';
import type { CheckedInput } from './checked-input';
import { requireHypervisors } from './require-hypervisors';

const names = z
  .array(z.string())
  .min(1)
  .max(CANARIES_AT_MOST)
  .refine((hosts) => new Set(hosts).size === hosts.length);

/** The one argument of `canaryUpgrade`, as any client may have sent it. */
export const canarySchema = z
  .strictObject({
    cluster: z.string().min(1),
    hosts: z
      .union([z.int().min(1).max(CANARIES_AT_MOST), names], {
        error: `how many, from 1 to ${CANARIES_AT_MOST}, or the names of so many, each once`,
      })
      .optional(),
    mode: z.enum(CANARY_MODES).optional(),
  })
  .refine(({ hosts, mode }) => hosts === undefined || mode !== 'rehearsal', {
    error: 'a rehearsal takes the whole cluster: leave it out',
    path: ['hosts'],
  });

/** What a canary goes by at this moment, `now`. Fails with `InvalidInput` where it is to take a host that is no hypervisor. */
export function checkCanary(
  { cluster, hosts, mode = 'hosts' }: CanaryInput,
  definition: ClusterDefinition,
  now: number,
): CheckedInput['canaryUpgrade'] {
  const { datacenter, canary } = definition;
  const named = typeof hosts === 'object' ? hosts : null;
  requireHypervisors(named ?? [], definition);
  const count = typeof hosts === 'number' ? hosts : canary === undefined ? 1 : null;
  const settings: CanarySettings = {
    mode,
    named,
    window: windowOf(definition, now),
    soakMinutes: canary?.soakMinutes ?? 0,
    judged: canary !== undefined,
  };
  return { cluster, count: named?.length ?? count, datacenter, canary: settings };
}

function windowOf({ canary }: ClusterDefinition, now: number): CanarySettings['window'] {
  if (canary === undefined) return { open: true, leftMs: null };
  const state = windowAt(canary.windows, canary.timeZone, now);
  if (!state.open) return { open: false, next: new Date(state.next).toISOString() };
  return { open: true, leftMs: state.until === null ? null : state.until - now };
}
