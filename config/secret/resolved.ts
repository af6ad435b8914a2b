import { channel, subscribe } from 'node:diagnostics_channel';

const RESOLVED = 'stackleap.secret-resolved';

/** Tells whoever listens in this process the value of a secret that was resolved. */
export function tellResolved(value: string): void {
  channel(RESOLVED).publish(value);
}

/** Hears of every secret that this process resolves from now on: a log has to leave them out. */
export function onResolved(hear: (value: string) => void): void {
  subscribe(RESOLVED, (value) => hear(String(value)));
}
