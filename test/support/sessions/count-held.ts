import type { Sessions } from './sessions';

/** Ends the sessions; tells how many pairs there were, when all of them were good until then. */
export async function countHeld(sessions: Sessions): Promise<number> {
  const held = await sessions.results();
  process.stdout.write(`${JSON.stringify(held)}\n`);
  expect(held.map(({ busy, idle }) => ({ busy, idle }))).toEqual(held.map(() => ({ busy: 'ok', idle: 'ok' })));
  for (const { lines } of held) expect(lines).toBeGreaterThan(100);
  return held.length;
}
