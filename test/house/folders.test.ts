import { dirname } from 'node:path';
import { circles } from './circles';
import { MOST_FILES, PRODUCT } from './rooms';
import { importsOf, roomOf, typeScript } from './sources';

type Arrow = readonly [from: string, to: string];

const product = typeScript.filter((path) => PRODUCT.includes(roomOf(path)));
const arrows: readonly Arrow[] = product
  .flatMap((path) => importsOf(path))
  .filter(({ to, ours }) => ours && PRODUCT.includes(roomOf(to)))
  .map(({ from, to }) => [dirname(from), dirname(to)]);

/** The room of a folder with all its subfolders: `activities/network/wanted` is in `activities/network`. */
function subroomOf(folder: string): string {
  return folder.split('/').slice(0, 2).join('/');
}

/** What runs back among places, `placeOf` saying of a folder where it belongs. */
function circlesAmong(all: readonly Arrow[], placeOf: (folder: string) => string): string[] {
  const edges = new Map<string, string[]>();
  for (const [from, to] of all.map((arrow) => arrow.map(placeOf) as [string, string]))
    if (from !== to) edges.set(from, [...(edges.get(from) ?? []), to]);
  return circles(edges);
}

/** Folders with more files than one looks through at a glance, as `folder: files`. */
function heaps(paths: readonly string[]): string[] {
  const files = new Map<string, number>();
  for (const folder of paths.map(dirname)) files.set(folder, (files.get(folder) ?? 0) + 1);
  return [...files].filter(([, count]) => count > MOST_FILES).map(([folder, count]) => `${folder}: ${count}`);
}

describe('the folders of the product', () => {
  it('import one another in one direction: no arrow runs back', () => {
    expect(circlesAmong(arrows, (folder) => folder)).toEqual([]);
  });

  it('do so as rooms, too, each with all its subfolders', () => {
    expect(circlesAmong(arrows, subroomOf)).toEqual([]);
  });

  it('would not let an arrow back stand', () => {
    const back = arrows.concat([['activities/toolbox', 'activities/agents/guard']]);
    expect(circlesAmong(back, (folder) => folder)).not.toEqual([]);
    expect(circlesAmong(back, subroomOf)).not.toEqual([]);
  });

  it(`hold no more than ${MOST_FILES} files each`, () => {
    expect(heaps(product)).toEqual([]);
    expect(heaps(Array.from({ length: MOST_FILES + 1 }, (_, i) => `plan/${i}.ts`))).toEqual(['plan: 26']);
  });
});
