import { findBridge, type Switch } from '../model/switch';

/** Where a switch forwards packets: in its own process, or in the kernel's module. */
export type Datapath = 'userspace' | 'kernel';

/** How bridges get their controller on a datapath, and what was measured for it. */
export interface Procedure {
  readonly name: string;
  /** Where it was measured, and what was lost there. */
  readonly measured: string;
}

/** One for each datapath; `docs/benchmarks.md` says how the figures were taken. */
export const PROCEDURES: Readonly<Record<Datapath, Procedure>> = {
  userspace: {
    name: 'staged bundles',
    measured: '0 of 1,023,084 pings lost in 46 changes of an agent on the lab and the way back',
  },
  kernel: {
    name: 'staged bundles',
    measured:
      '11 of 3,488 pings lost in an emulator under load, before the switch’s first thread had precedence: expect single packets to be lost',
  },
};

export function datapathOf(found: Switch, integrationBridge: string): Datapath {
  return findBridge(found, integrationBridge)?.datapathType === 'netdev' ? 'userspace' : 'kernel';
}
