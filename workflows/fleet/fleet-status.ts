import { defineQuery, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import { countFailed, isUnderWay } from '../../model/fleet/cluster-states';
import type { CheckedFleet, FleetCluster, FleetProgress, FleetResult, FleetVerdict } from '../../model/fleet/fleet';
import { OUTCOME } from '../toolbox/search-attributes';

/** Where the clusters of a fleet stand, and the query `progress`. */
export class FleetStatus {
  readonly #clusters = new Map<string, FleetCluster>();
  readonly #held = new Set<string>();
  readonly #failureBudget: number;
  #verdict: FleetVerdict | '' = '';

  constructor({ clusters, failureBudget }: Pick<CheckedFleet, 'clusters' | 'failureBudget'>) {
    this.#failureBudget = failureBudget;
    for (const one of clusters) this.#clusters.set(one.cluster, { ...one, state: 'pending' });
    setHandler(defineQuery<FleetProgress>('progress'), () => this.progress(), {
      description: 'Clusters with their waves and states, datacenters that are held, the failure budget.',
    });
    upsertSearchAttributes([{ key: OUTCOME, value: 'running' }]);
  }

  get clusters(): readonly FleetCluster[] {
    return [...this.#clusters.values()];
  }

  get datacenters(): ReadonlySet<string> {
    return new Set(this.clusters.map(({ datacenter }) => datacenter));
  }

  /** More have failed than may: nothing more is begun. */
  get spent(): boolean {
    return this.#failed > this.#failureBudget;
  }

  get #failed(): number {
    return countFailed(this.clusters);
  }

  progress(): FleetProgress {
    return {
      version: 1,
      verdict: this.#verdict,
      failed: this.#failed,
      failureBudget: this.#failureBudget,
      heldDatacenters: [...this.#held],
      clusters: this.clusters,
    };
  }

  isHeld(datacenter: string): boolean {
    return this.#held.has(datacenter);
  }

  /** Holds a datacenter or lets it go on; answers its clusters that are under way. */
  hold(datacenter: string, held: boolean): readonly string[] {
    if (held) this.#held.add(datacenter);
    else this.#held.delete(datacenter);
    const own = this.clusters.filter((one) => one.datacenter === datacenter);
    return own.filter(({ state }) => state === 'running' || state === 'paused').map(({ cluster }) => cluster);
  }

  set(cluster: string, change: Partial<FleetCluster>): void {
    const one = this.#clusters.get(cluster);
    if (one !== undefined) this.#clusters.set(cluster, { ...one, ...change });
  }

  /** Whether a wave waits for nothing any more: a datacenter that is held does not keep the others. */
  isWaveOver(wave: number): boolean {
    return this.clusters.every((one) => one.wave !== wave || this.isHeld(one.datacenter) || !isUnderWay(one.state));
  }

  finish(): FleetResult {
    const all = this.clusters.every(({ state }) => state === 'upgraded');
    this.#verdict = all ? 'upgraded' : this.spent ? 'failed' : 'partial';
    upsertSearchAttributes([{ key: OUTCOME, value: this.#verdict }]);
    return { verdict: this.#verdict, clusters: this.clusters };
  }
}
