import { readCeph } from './read-ceph';
import type { CephFacts } from '../../../model/host/facts';
import { defineFacts } from '../../define/fact';
import type { OpenHost } from '../../toolbox/open-host';
import type { RunRef } from '../../../model/run';

/** By host: what its own files said of Ceph before they were written anew. */
const cephFacts = defineFacts<CephFacts>('ceph/');

/** Notes it once, and answers what was noted first: later the host has files of ours. */
export async function noteCeph({ ledger, machine, pair }: OpenHost, run: RunRef): Promise<CephFacts> {
  const fact = cephFacts.of(machine.name);
  const noted = await fact.read(ledger, run.cluster);
  if (noted !== undefined && noted.pool !== '') return noted;
  const now = await readCeph(machine, pair.configuration.nova);
  await fact.record(ledger, run, now);
  return now;
}
