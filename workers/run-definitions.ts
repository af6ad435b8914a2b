import { AsyncLocalStorage } from 'node:async_hooks';
import { runOf } from '../activities/toolbox/patience/cluster-of';
import { asMissing } from '../activities/toolbox/stored/as-missing';
import { wrapFunctions, type Functions } from '../activities/toolbox/wrap-functions';
import type { ParsedDefinitions } from '../config/snapshot/parsed-definitions';
import { parseSnapshot } from '../config/snapshot/parse-snapshot';
import { OpenedOnce } from '../connectors/opened-once';
import type { ClusterDefinition } from '../model/cluster';
import type { RunRef } from '../model/run';

/** Snapshots at hand: a run has one, and a worker seldom serves more runs. */
const MOST_AT_HAND = 50;

/** Gives a file of the store; `onDisk` says where the ledger is, beside which the file lies where this disk does not have it. */
type GetFile = (sha256: string, onDisk: () => Promise<ClusterDefinition>) => Promise<Buffer>;

/**
 * The definitions of a worker's activities: of a run whose plan has a snapshot what that says, whatever became of the folder since, and
 * else what the folder says now. Only the target's server, where the ledger and the plans are, is that of the folder where it has one.
 */
export class RunDefinitions {
  readonly #place = new AsyncLocalStorage<RunRef | undefined>();
  readonly #planned = new OpenedOnce<ClusterDefinition>(MOST_AT_HAND);

  constructor(
    private readonly parsed: ParsedDefinitions,
    private readonly get: GetFile,
  ) {}

  /** The same activities; the definition that they read is that of the run which they are about. */
  bind<T extends Functions>(activities: T): T {
    return wrapFunctions(
      activities,
      (_, call) =>
        (...input) =>
          this.#place.run(runOf(input[0]), () => call(...input)),
    );
  }

  /** Fails with a `DefinitionError`, or with `PlanMissing` where no worker has kept the run's snapshot. */
  async read(cluster: string): Promise<ClusterDefinition> {
    const run = this.#place.getStore();
    if (run?.snapshot === undefined || run.cluster !== cluster) return this.parsed.read(cluster);
    const { snapshot } = run;
    const planned = await this.#planned.of(snapshot, () => this.#readPlanned(cluster, snapshot));
    // A folder that is being edited, or that this worker does not have, is no reason to stop.
    const now = await this.parsed.read(cluster).catch(() => planned);
    return { ...planned, target: { ...planned.target, server: now.target.server } };
  }

  async #readPlanned(cluster: string, sha256: string): Promise<ClusterDefinition> {
    const content = await this.get(sha256, () => this.parsed.read(cluster)).catch((error: unknown) => {
      throw asMissing(error, `The store has no definition and templates ${sha256} of the run's plan.`);
    });
    return parseSnapshot(content.toString('utf8'), `the plan's snapshot ${sha256.slice(0, 12)}`, this.parsed);
  }
}
