import { PRODUCT } from './rooms';
import { read, roomOf, typeScript } from './sources';

/** What is filled later: a variable that takes another value, a map, set or list that is empty at first. */
const STATE =
  /^(?:export )?(?:let .*|(?:const|var) \w+(?:: [^=]+)? = (?:new (?:Weak)?(?:Map|Set)(?:<.*>)?\(\)|\[\]|\{\});)/gm;

/** Lines of a module that hold something for the whole process. */
function stateOf(path: string, text = read(path)): string[] {
  return [...text.matchAll(STATE)].map(([line]) => `${path}: ${line}`);
}

describe('what a worker holds', () => {
  it('is in its dependencies, not in modules: it would outlive the worker, and whatever it is about', () => {
    expect(typeScript.filter((path) => PRODUCT.includes(roomOf(path))).flatMap((path) => stateOf(path))).toEqual([]);
  });

  it('would be found in a module', () => {
    const wrong = [
      'const pools = new Map<string, Promise<Database>>();',
      'const seen: Set<string> = new WeakSet();',
      'export let last: string | undefined;',
      'const names: string[] = [];',
    ];
    const right = ["const KINDS = new Set(['a']);", '  const inside = new Map();', 'const made = () => new Map();'];
    expect(stateOf('a.ts', [...wrong, ...right].join('\n'))).toHaveLength(wrong.length);
  });
});
