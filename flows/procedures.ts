import { datapathTypeOf, type Switch } from '../model/network/switch';

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
    measured:
      '0 of 1,864,846 pings lost in 100 changes of an agent on the lab and the way back; 10 of 638,158 once, under a load of 16 on two processors',
  },
  kernel: {
    name: 'staged bundles',
    measured: '0 of 118,335 pings lost in 26 changes of both bridges in an emulated guest, each VM pinged at 100 Hz',
  },
};

export function datapathOf(found: Switch, integrationBridge: string): Datapath {
  return datapathTypeOf(found, integrationBridge) === 'netdev' ? 'userspace' : 'kernel';
}
