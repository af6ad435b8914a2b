import { EventEmitter, once } from 'node:events';

/** Holds a step until the test lets it go, and tells the test that it has been reached. */
export interface Latch {
  readonly reached: Promise<void>;
  readonly pass: () => Promise<void>;
  readonly open: () => void;
}

export function latch(): Latch {
  const bell = new EventEmitter();
  const opened = once(bell, 'open');
  const reached = once(bell, 'reached').then(() => undefined);
  return {
    reached,
    pass: async () => {
      bell.emit('reached');
      await opened;
    },
    open: () => bell.emit('open'),
  };
}
