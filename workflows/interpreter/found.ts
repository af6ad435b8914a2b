import type { Blocker, UnlistedBlockers } from '../../model/blocker';
import { pluralize } from '../../model/pluralize';
import type { RunRef } from '../../model/run';
import { inDatacenter } from '../toolbox/activities';

/** What a preflight has found: blockers that are listed, and how many more there are. */
export interface Found {
  readonly blockers: readonly Blocker[];
  readonly unlisted?: UnlistedBlockers;
}

/** Many blockers must fit into one failure's message. */
const MESSAGE_LIMIT = 12_000;
/** Listed of one batch of hosts, and of all batches together; the rest is in the store. */
const LISTED_OF_BATCH = 10;
export const LISTED = 50;
const LISTED_CHARACTERS = 1_000;

/** Both together. `most` bounds what is listed: only for blockers that are stored. */
export function withFound(one: Found, other: Found, most = Infinity): Found {
  const all = [...one.blockers, ...other.blockers];
  const parts = [one.unlisted, other.unlisted].filter((part) => part !== undefined);
  const cut = Math.max(all.length - most, 0);
  if (parts.length === 0 && cut === 0) return { blockers: all };
  const count = parts.reduce((sum, part) => sum + part.count, cut);
  return { blockers: all.slice(0, most), unlisted: { count, files: parts.flatMap(({ files }) => files) } };
}

/** Puts all blockers of a batch into the store, and lists the first. */
export async function storeFound(run: RunRef, blockers: readonly Blocker[]): Promise<Found> {
  if (blockers.length === 0) return { blockers };
  const { sha256 } = await inDatacenter(run.datacenter, 'Store the blockers').writeBlockers({
    run: { ...run },
    blockers,
  });
  const listed = blockers
    .slice(0, LISTED_OF_BATCH)
    .map(({ type, message }) => ({ type, message: message.slice(0, LISTED_CHARACTERS) }));
  return { blockers: listed, unlisted: { count: blockers.length - listed.length, files: [sha256] } };
}

/** The blockers for an operator: the first of them and, where there are more, the file that has all. */
export async function tellFound(run: RunRef, { blockers, unlisted }: Found): Promise<string> {
  const count = blockers.length + (unlisted?.count ?? 0);
  const lines = blockers.map((blocker) => `- ${blocker.type}: ${blocker.message}`).join('\n');
  const told = `${pluralize(count, 'blocker')}:\n${lines.slice(0, MESSAGE_LIMIT)}\n`;
  if (unlisted === undefined || (unlisted.count === 0 && lines.length <= MESSAGE_LIMIT)) return told;
  const { files } = unlisted;
  const gathered = await inDatacenter(run.datacenter, 'Gather the blockers').writeBlockerList({
    ...{ run: { ...run }, blockers, files },
  });
  return `${told}All ${count} are in ${gathered.path} on the worker of ${gathered.datacenter}.\n`;
}
