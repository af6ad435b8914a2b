import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from '../../../config/project-root';
import { layerDigest } from '../../../lab/layers/digest';
import { stack } from '../../../lab/layers/ensure-layer';
import type { Layer } from '../../../lab/layers/layer';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const recipe = (name: string): string => relative(projectRoot(), join(folder, name));
const layer = (name: string, parts: readonly string[], below: readonly Layer[] = []): Layer => ({
  name,
  below,
  recipe: parts,
  build: () => Promise.resolve(),
});

describe("a layer's digest", () => {
  beforeEach(() => {
    mkdirSync(join(folder, 'root', 'etc'), { recursive: true });
    writeFileSync(join(folder, 'script.sh'), 'one');
    writeFileSync(join(folder, 'root', 'etc', 'a.conf'), 'one');
  });

  const base = layer('base', [recipe('script.sh')]);
  const upper = layer('upper', [recipe('root'), 'release=stein'], [base]);

  it('is the same for the same recipe', () => {
    expect(layerDigest(upper)).toMatch(/^[0-9a-f]{12}$/);
    expect(layerDigest(layer('upper', upper.recipe, [base]))).toBe(layerDigest(upper));
  });

  it.each([
    ['a file of the recipe', () => writeFileSync(join(folder, 'root', 'etc', 'a.conf'), 'two')],
    ['a file more in a folder', () => writeFileSync(join(folder, 'root', 'etc', 'b.conf'), '')],
    ['the recipe of a layer below', () => writeFileSync(join(folder, 'script.sh'), 'two')],
  ])('changes with %s', (_, change) => {
    const before = layerDigest(upper);
    change();
    expect(layerDigest(upper)).not.toBe(before);
  });

  it('changes with a word, the name and what lies below', () => {
    const others = [
      layer('upper', [recipe('root'), 'release=train'], [base]),
      layer('other', upper.recipe, [base]),
      layer('upper', upper.recipe),
    ];
    expect(new Set([upper, ...others].map(layerDigest)).size).toBe(4);
  });

  it('leaves a layer below alone when one above changes', () => {
    const before = layerDigest(base);
    writeFileSync(join(folder, 'root', 'etc', 'a.conf'), 'two');
    expect(layerDigest(base)).toBe(before);
  });
});

test('layers lie upon all that they need, each once, the lowest first', () => {
  const base = layer('base', []);
  const [profile, stein] = [layer('profile', [], [base]), layer('stein', [], [base])];
  const host = layer('host', [], [profile, stein]);
  expect(stack([stein, host])).toEqual([base, stein, profile, host]);
});
