import type { CanarySettings } from '../../model/canary/settings';
import type { Gate } from '../../model/gates';
import type { Opens, PhaseName } from '../../model/phases';
import type { UpgradeOptions } from '../../model/upgrade';

/** Each workflow's input after the check, every default filled in. */
export interface CheckedInput {
  readonly upgradeCluster: {
    readonly options: UpgradeOptions;
    /** Not there in runs of earlier versions. */
    readonly gates?: readonly Gate[];
    readonly datacenter: string;
  };
  readonly planCluster: { readonly options: UpgradeOptions; readonly datacenter: string };
  readonly rollBackCluster: {
    readonly cluster: string;
    readonly phases: readonly PhaseName[] | null;
    readonly datacenter: string;
    /** Not there in runs that began on an older version: their APIs opened late. */
    readonly opens?: Opens;
  };
  readonly canaryUpgrade: {
    readonly cluster: string;
    /** Null: as many as good canaries before it allow. */
    readonly count: number | null;
    readonly datacenter: string;
    /** Not there in runs of earlier versions. */
    readonly canary?: CanarySettings;
  };
}
