import { PAGE_BYTES, type Page } from '../../../model/plan/plan-page';

/** As many items from `from` on as fit into `bytes` of JSON, at least one. */
export function pageOf<T>(items: readonly T[], from: number, bytes = PAGE_BYTES): Page<T> {
  const page: T[] = [];
  let size = 0;
  for (const item of items.slice(from)) {
    size += Buffer.byteLength(JSON.stringify(item)) + 1;
    if (page.length > 0 && size > bytes) break;
    page.push(item);
  }
  const next = from + page.length;
  return { items: page, next: next < items.length ? next : null };
}
