import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import type { CephFacts } from '../../../model/host-facts';
import type { ReleasePair } from '../../../model/pair/release-pair';
import type { RemoteMachine } from '../../../model/remote-command';
import { optionOf } from '../../guests/own-name';
import { renderFiles } from './rendered-files';

/**
 * Names under which the new nova-compute and the new agent would report themselves and that the old ones do not have: a short name that
 * becomes a fully qualified one makes another host of it, which knows none of its guests and ports. What cannot be rendered is told
 * elsewhere.
 */
export async function nameBlockers(
  machine: RemoteMachine,
  definition: ClusterDefinition,
  pair: Pick<ReleasePair, 'configuration'>,
  readCeph: () => Promise<CephFacts>,
): Promise<readonly Blocker[]> {
  const host = machine.name;
  const { nova, files } = pair.configuration;
  const own = new Set(files.map(({ path }) => path));
  const outcomes = await Promise.allSettled(renderFiles(definition, pair, host, readCeph));
  const rendered = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  if (rendered.length < outcomes.length) return [];
  const texts = rendered.filter(({ path }) => own.has(path));
  const programs = [
    { program: 'nova-compute', told: texts.filter(({ path }) => path === nova) },
    { program: 'Open vSwitch agent', told: texts.filter(({ path }) => path !== nova) },
  ];
  const blockers: Blocker[] = [];
  for (const { program, told } of programs) {
    // An agent reads its files one after the other; the last word counts.
    const name = told.flatMap(({ text }) => optionOf(text, 'DEFAULT', 'host') ?? []).findLast((one) => one !== '');
    const called = name ?? (await machine.run(['hostname'])).stdout.trim();
    if (called === host || called === '') continue;
    const [first] = told;
    blockers.push({
      type: 'HostNotReady',
      message: `${host}: the new ${program} would call itself ${called}, and Nova and Neutron know it as ${host}: it would be another host, without its guests and ports. Set host = ${host} in [DEFAULT] of the template ${first?.template ?? ''}.`,
    });
  }
  return blockers;
}
