import { defineFacts } from '../../define/fact';

/** Which daemon was there before the packages were swapped. */
interface NotedDaemon {
  readonly life: string;
  /** The one that the undo has started; '' before. */
  readonly back: string;
}

/** By host. */
export const daemonFacts = defineFacts<NotedDaemon>('libvirtd/');
