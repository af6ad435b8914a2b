import type { ServiceName } from './catalogue';
import type { Session } from './session';

interface Link {
  readonly rel: string;
  readonly href: string;
}

/**
 * Every object of a listing, page after page. `key` is the body's key of the list, for example `servers`.
 * No further page is asked for once there are `most` of them.
 * Pages are linked by `<key>_links` (Nova, Neutron, Cinder) or by `next` (Glance).
 */
export async function listAll<T>(
  session: Session,
  service: ServiceName,
  path: string,
  key: string,
  most = Infinity,
): Promise<T[]> {
  const found: T[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = path; next !== undefined && !seen.has(next);) {
    seen.add(next);
    const { body } = await session.call(service, 'GET', next);
    const page = body as Readonly<Record<string, unknown>>;
    const objects = page[key] as readonly T[];
    found.push(...objects);
    next = objects.length === 0 || found.length >= most ? undefined : nextPage(page, key);
  }
  return found;
}

function nextPage(page: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const links = page[`${key}_links`] as readonly Link[] | undefined;
  const href = links?.find((link) => link.rel === 'next')?.href;
  if (href !== undefined) return href;
  // Glance's is relative to the host: /v2/images?marker=…, and our address of Glance ends with /v2.
  return typeof page['next'] === 'string' ? page['next'].replace(/^\/v2/, '') : undefined;
}
