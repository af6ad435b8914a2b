import type { JsonObject } from '../../../model/json';
import type { Ledger } from '../../../model/ledger';

/** Facts that are in memory at once. */
export const FACTS_A_PAGE = 100;

/** The facts whose keys begin with `prefix`, by their keys and in their order, a page at a time; at least one page, which may be empty. */
export async function* factPages(
  ledger: Pick<Ledger, 'readFacts'>,
  cluster: string,
  prefix: string,
): AsyncGenerator<Readonly<Record<string, JsonObject>>> {
  for (let after = ''; ;) {
    const page = await ledger.readFacts(cluster, prefix, { after, limit: FACTS_A_PAGE });
    yield page;
    const names = Object.keys(page);
    if (names.length < FACTS_A_PAGE) return;
    after = names.at(-1) ?? after;
  }
}
