import { chunk } from '../../model/chunk';

/** sshd hands a command line over as one word, and Linux gives a word 128 KiB: there is no room for the names of thousands. */
const NAMES_AT_ONCE = 200;

/** Names, in their order, so many at once as a command line takes. */
export function someAtOnce(names: readonly string[]): readonly (readonly string[])[] {
  return chunk(names, NAMES_AT_ONCE);
}
