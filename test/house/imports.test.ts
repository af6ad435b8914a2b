import { dirname } from 'node:path';
import { circles } from './circles';
import { DRIVERS, FOR_ALL, GUESTS, PRODUCT, PURE, ROOMS, TYPES_ONLY } from './rooms';
import { type Import, importsOf, roomOf, typeScript } from './sources';

const ours = typeScript.flatMap((path) => importsOf(path));
const between = ours.filter(({ from, to, ours: own }) => own && roomOf(from) !== roomOf(to));

/** Why an import from one room to another is wrong; undefined when it is not. */
function objection({ from, to, typeOnly }: Import): string | undefined {
  const [room, other] = [roomOf(from), roomOf(to)];
  if (room === 'test' || room === 'bench') return undefined;
  if (other === 'test') return `${from} imports ${to}: tests are imported by tests alone.`;
  const entries = GUESTS[other];
  if (entries !== undefined)
    return entries.includes(from)
      ? undefined
      : `${from} imports ${to}: only ${entries.join(', ')} may enter ${other}/.`;
  if (FOR_ALL.includes(to) && room !== 'model' && room !== 'workflows') return undefined;
  const allowed = ROOMS[room];
  if (allowed === undefined) return `${from}: say in test/house/rooms.ts what the room ${room}/ may import.`;
  if (!allowed.includes(other)) return `${from} imports ${to}: ${room}/ may import ${allowed.join(', ') || 'nothing'}.`;
  if (!typeOnly && TYPES_ONLY[room]?.includes(other) === true)
    return `${from} imports ${to} as a value: ${room}/ takes only types from ${other}/.`;
  return undefined;
}

describe('the direction of imports', () => {
  it('reads imports of every kind', () => {
    const text = [
      "import { a,\n  b } from '../model/a';",
      "import type { C } from './c';",
      "export { d } from '../config/d';",
      "import '@scope/e';",
      "const { f } = await import('../lab/f.js');",
      "require.resolve('../workers/g');",
    ].join('\n');
    expect(importsOf('plan/x.ts', text).map(({ to, typeOnly }) => (typeOnly ? `type ${to}` : to))).toEqual([
      'model/a',
      'type plan/c',
      'config/d',
      '@scope/e',
      'lab/f',
      'workers/g',
    ]);
  });

  it('goes from the model outwards, never back', () => {
    expect(between.map(objection).filter((text) => text !== undefined)).toEqual([]);
  });

  it('objects to what would turn it round', () => {
    const wrong = { typeOnly: false, ours: true };
    expect(objection({ ...wrong, from: 'model/a.ts', to: 'plan/b' })).toContain('model/ may import nothing');
    expect(objection({ ...wrong, from: 'workflows/a.ts', to: 'activities/b' })).toContain('only types');
    expect(objection({ ...wrong, from: 'cli/main.ts', to: 'lab/main' })).toContain('cli/commands/lab.ts');
    expect(objection({ ...wrong, from: 'attic/a.ts', to: 'model/b' })).toContain('rooms.ts');
  });

  it('never goes in a circle', () => {
    const edges = new Map<string, string[]>();
    for (const { from, to, ours: own } of ours) {
      const file = from.replace(/\.ts$/, '');
      if (own) edges.set(file, [...(edges.get(file) ?? []), to]);
    }
    expect(circles(edges)).toEqual([]);
    expect(circles(new Map([['a', ['b']], ['b', ['a']]]))).toEqual(['a → b → a']); // prettier-ignore
  });

  it('reaches databases through connectors alone', () => {
    const drivers = ours.filter(({ from, to }) => PRODUCT.includes(roomOf(from)) && DRIVERS.has(to));
    expect(new Set(drivers.map(({ from }) => dirname(from)))).toEqual(new Set(['connectors/mysql']));
  });

  it('lets no effects into the pure rooms', () => {
    const packages = ours.filter(({ ours: own }) => !own);
    const wrong = packages.filter(({ from, to }) => PURE[roomOf(from)]?.test(to) === false);
    expect(wrong.map(({ from, to }) => `${from} imports ${to}, but ${roomOf(from)}/ is pure.`)).toEqual([]);
  });
});
