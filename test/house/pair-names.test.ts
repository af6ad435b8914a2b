import { releasePairNames } from '../../releases/register';
import { filesBelow, read, roomOf } from './sources';

/** Who may name a pair of releases: its own folder, the lab that is made of it, and whoever tells of it or proves it. */
const MAY = new Set(['releases', 'lab', 'clusters', 'bench', 'docs', 'test']);

/** The pairs that a text names, as a word or as a part of a path. */
function pairsIn(text: string, names: readonly string[] = releasePairNames()): readonly string[] {
  return names.filter((name) => text.includes(name));
}

describe('what differs between two releases', () => {
  it('is asked of the pair of the definition: nobody else names one', () => {
    const naming = filesBelow().filter((path) => !MAY.has(roomOf(path)) && pairsIn(read(path)).length > 0);
    expect(naming).toEqual([]);
  });

  it('is seen in an import as in a text', () => {
    const [name = ''] = releasePairNames();
    expect(pairsIn(`import { A } from '../releases/${name}/a';`)).toEqual([name]);
    expect(pairsIn(`if (pair.name === '${name}')`)).toEqual([name]);
    expect(pairsIn('pair.units.agent')).toEqual([]);
  });
});
