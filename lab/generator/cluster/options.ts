/** What a generated cluster depends on: the same options give the same rows, byte for byte. */
export interface LibertyOptions {
  readonly seed: number;
  /** Instances that are not deleted; the first eight are the inventory's VMs. */
  readonly instances: number;
}

export const DEFAULT_OPTIONS: LibertyOptions = { seed: 1, instances: 12 };
