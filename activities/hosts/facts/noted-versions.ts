import { defineFacts } from '../../define/fact';
import type { OpenHost } from '../../toolbox/open-host';
import type { RunRef } from '../../../model/run';
import { readHostFacts } from './read-host-facts';
import { standingOf, type Standing } from './standing';

interface Version {
  readonly name: string;
  readonly installed: string;
  readonly running: readonly string[];
  readonly standing: Standing;
}

/** By host, for the report: the pair's known versions before its packages were changed, and when it was through. */
const versionFacts = defineFacts<{
  readonly name: string;
  readonly before: readonly Version[];
  readonly after: readonly Version[];
}>('versions/');

async function readVersionsOf({ machine, pair }: OpenHost): Promise<readonly Version[]> {
  const { versions } = await readHostFacts(machine, pair);
  return pair.versions.known.map((known) => {
    const { installed = '', running = [] } = versions[known.name] ?? {};
    return { name: known.name, installed, running, standing: standingOf(running[0] ?? installed, known) };
  });
}

/** Notes it once: later attempts find what earlier ones have changed. */
export async function noteVersionsBefore(host: OpenHost, run: RunRef): Promise<void> {
  const { ledger, machine } = host;
  const fact = versionFacts.of(machine.name);
  if ((await fact.read(ledger, run.cluster)) !== undefined) return;
  await fact.record(ledger, run, { name: machine.name, before: await readVersionsOf(host), after: [] });
}

export async function noteVersionsAfter(host: OpenHost, run: RunRef): Promise<void> {
  const { ledger, machine } = host;
  const fact = versionFacts.of(machine.name);
  const { before = [] } = (await fact.read(ledger, run.cluster)) ?? {};
  await fact.record(ledger, run, { name: machine.name, before, after: await readVersionsOf(host) });
}
