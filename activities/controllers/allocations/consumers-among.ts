import { readProviderAllocations } from '../../../connectors/openstack/placement-api';
import type { Session } from '../../../connectors/openstack/session';
import { inParallel } from '../../toolbox/in-parallel';

const AT_ONCE = 4;

/** Those of the consumers that have allocations of these providers; a provider that is gone has none. */
export async function consumersAmong(
  session: Session,
  providers: readonly string[],
  consumers: ReadonlySet<string>,
): Promise<string[]> {
  const found: string[] = [];
  await inParallel(providers, AT_ONCE, async (provider) => {
    const allocated = await readProviderAllocations(session, provider);
    found.push(...[...(allocated?.keys() ?? [])].filter((consumer) => consumers.has(consumer)));
  });
  return found;
}
