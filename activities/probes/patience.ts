import { TIMEOUT_MS } from '../../connectors/probes/probe';

/** What may go wrong with a ping now and then must not count. */
const SPARE = 3;

/** How long so many answers may take, in milliseconds: `leastMs`, or as long as pings that go out slowly need. */
export function patienceFor(answers: number, intervalMs: number, leastMs: number): number {
  return Math.max(leastMs, SPARE * answers * intervalMs + TIMEOUT_MS);
}
