import type { Soaking } from './progress';

/** Until when canaries soak, for people. */
export function tellSoak({ phase, until }: Soaking): string {
  return `Canaries soak in ${phase} until ${until.slice(0, 10)} ${until.slice(11, 16)} UTC.`;
}
