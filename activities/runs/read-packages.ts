import type { JsonObject } from '../../model/json';
import type { Ledger } from '../../model/ledger';
import type { HostPage, PackagesReport } from '../../model/report/package-group';
import type { Store } from '../dependencies';
import { beat } from '../toolbox/heartbeat';
import { factPages, FACTS_A_PAGE } from './groups/fact-pages';
import { PackageGroups } from './package-groups';

/** Facts of hosts: what packages each had before and after. */
export const HOST_FACTS = 'hosts/';
/** A report holds the lists of so many hosts itself: 20 KB each. */
export const MOST_LISTED = 200;

export interface ReadPackages {
  /** The facts of all hosts where they are few; none otherwise. */
  readonly listed: Readonly<Record<string, JsonObject>>;
  readonly packages: PackagesReport;
}

/** Reads what became of the hosts' packages page by page; more than a report can hold go into the store as they are read. */
export async function readPackages(ledger: Ledger, store: Pick<Store, 'put'>, cluster: string): Promise<ReadPackages> {
  const groups = new PackageGroups();
  const pages: HostPage[] = [];
  let listed: Record<string, JsonObject> = {};
  let hosts = 0;
  const lay = async (facts: Readonly<Record<string, JsonObject>>): Promise<void> => {
    const names = Object.keys(facts).map((name) => name.slice(HOST_FACTS.length));
    const file = await store.put(JSON.stringify(Object.values(facts)));
    pages.push({ ...file, hosts: names.length, first: names[0] ?? '', last: names.at(-1) ?? '' });
    beat({ pages: pages.length });
  };
  for await (const page of factPages(ledger, cluster, HOST_FACTS)) {
    const names = Object.keys(page);
    for (const fact of Object.values(page)) groups.add(fact);
    hosts += names.length;
    if (hosts <= MOST_LISTED) listed = { ...listed, ...page };
    else {
      const held = Object.entries(listed);
      for (let i = 0; i < held.length; i += FACTS_A_PAGE)
        await lay(Object.fromEntries(held.slice(i, i + FACTS_A_PAGE)));
      listed = {};
      if (names.length > 0) await lay(page);
    }
  }
  return { listed, packages: { hosts, groups: groups.list(), others: groups.others, pages } };
}
