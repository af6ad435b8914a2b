import { channel } from 'node:diagnostics_channel';

/** Held for good: Node forgets a channel that nobody holds, and with it, at times, who has subscribed to its successor. */
const RESOLVED = channel('stackleap.secret-resolved');

/** Tells whoever listens in this process the value of a secret that was resolved. */
export function tellResolved(value: string): void {
  RESOLVED.publish(value);
}

/** Hears of every secret that this process resolves from now on: a log has to leave them out. */
export function onResolved(hear: (value: string) => void): void {
  RESOLVED.subscribe((value) => hear(String(value)));
}
