import { releasePairNames } from '../../releases/register';
import { filesBelow, read, roomOf } from './sources';

/** Who may name a pair of releases: its own folder, the lab that is made of it, and whoever tells of it or proves it. */
const MAY = new Set(['releases', 'lab', 'clusters', 'bench', 'docs', 'test']);

/** Files that take a pair's data past the run's definition still. This list only becomes shorter. */
const STILL: readonly string[] = [
  'activities/guests/read-host-view.ts',
  'activities/hosts/ensure-compute-released.ts',
  'activities/hosts/ensure-compute-started.ts',
  'activities/hosts/ensure-configuration.ts',
  'activities/hosts/ensure-packages-fetched.ts',
  'activities/hosts/ensure-packages-swapped.ts',
  'activities/hosts/ensure-units-held.ts',
  'activities/hosts/harmless-compute.ts',
  'activities/hosts/read-host-blockers.ts',
  'activities/hosts/service-blockers.ts',
  'activities/hosts/service-units.ts',
  'activities/hosts/start-compute.ts',
  'activities/network-services/agents-before.ts',
  'activities/network-services/dhcp-before.ts',
  'activities/network-services/dhcp-troubles.ts',
  'activities/network-services/give-networks.ts',
  'activities/network-services/restore-dhcp.ts',
];

/** The pairs that a text names, as a word or as a part of a path. */
function pairsIn(text: string, names: readonly string[] = releasePairNames()): readonly string[] {
  return names.filter((name) => text.includes(name));
}

describe('what differs between two releases', () => {
  it('is asked of the pair of the definition: nobody else names one', () => {
    const naming = filesBelow().filter((path) => !MAY.has(roomOf(path)) && pairsIn(read(path)).length > 0);
    expect(naming.toSorted()).toEqual(STILL);
  });

  it('is seen in an import as in a text', () => {
    const [name = ''] = releasePairNames();
    expect(pairsIn(`import { A } from '../releases/${name}/a';`)).toEqual([name]);
    expect(pairsIn(`if (pair.name === '${name}')`)).toEqual([name]);
    expect(pairsIn('pair.units.agent')).toEqual([]);
  });
});
