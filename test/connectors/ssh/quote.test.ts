import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { quote, quoteWord } from '../../../connectors/ssh/quote';

/** What a real sh makes of the quoted words: each followed by a NUL. */
function asSeenBySh(words: readonly string[]): readonly string[] {
  const command = words.map(quoteWord).join(' ');
  const out = execFileSync('sh', ['-c', `for w in ${command}; do printf '%s\\0' "$w"; done`], { encoding: 'utf8' });
  return out.split('\0').slice(0, -1);
}

const awkward = fc.constantFrom(
  '$(id)',
  '`id`',
  "it's",
  '"',
  '\\',
  '\n',
  '* ? [a]',
  '~',
  '-n',
  '!',
  '#',
  ' ',
  '',
  '$HOME',
  'ä€',
);
const word = fc.oneof(awkward, fc.string({ unit: 'grapheme' })).filter((text) => !text.includes('\0'));

it('lets sh read back exactly the words that were quoted', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (words) => {
      expect(asSeenBySh(words)).toEqual(words);
    }),
    { numRuns: 100 },
  );
});

it('runs a command whose name looks like an assignment', () => {
  const line = quote(['A=b', 'c']);
  expect(() => execFileSync('sh', ['-c', line], { stdio: 'pipe' })).toThrow(/A=b.*not found/s);
});

it('refuses a NUL', () => {
  expect(() => quoteWord('a\0b')).toThrow('NUL');
});
