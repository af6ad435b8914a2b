import { stripVTControlCharacters } from 'node:util';
import type { ClusterStatus } from './cluster-status';
import { statusFromJson } from './status-from-json';
import { statusFromTerms } from './status-from-terms';
import { statusFromText } from './status-from-text';

const BANNER = /^Cluster status of node '?([^\s']+)'? \.\.\./m;
const NODE = /^[^\s@\p{Cc}]{1,255}@[^\s@\p{Cc}]{1,255}$/u;

/**
 * What `rabbitmqctl cluster_status` prints, of any version: Erlang terms up to 3.7, text or JSON from 3.8 on. Undefined where it is
 * none of these, or broken off. 3.8 colours its headings even where no terminal is.
 */
export function parseClusterStatus(output: string): ClusterStatus | undefined {
  const text = stripVTControlCharacters(output);
  const status = statusFromJson(text) ?? statusFromText(text) ?? statusFromTerms(text);
  if (status === undefined || !namesOf(status).every((name) => NODE.test(name))) return undefined;
  return { asked: BANNER.exec(text)?.[1] ?? null, ...status };
}

function namesOf({ members, running, partitions, alarms }: Omit<ClusterStatus, 'asked'>): readonly string[] {
  const split = partitions.flatMap(({ node, from }) => [node, ...from]);
  return [...members, ...(running ?? []), ...split, ...(alarms ?? []).map(({ node }) => node)];
}
