import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { CanaryResult } from '../../model/upgrade';
import { CLUSTER, DATACENTER, OUTCOME, PHASE } from '../toolbox/search-attributes';

/** What a canary is at: it takes hosts, leaves them alone, is judged, or rehearses. */
export type CanaryPhase = 'hosts' | 'soak' | 'verdict' | 'rehearsal';

/** What a canary shows of itself: search attributes, and the web UI's current details. Those of earlier versions show nothing. */
export class CanaryStatus {
  constructor(
    private readonly shown: boolean,
    cluster: string,
    datacenter: string,
  ) {
    if (!shown) return;
    upsertSearchAttributes([
      { key: CLUSTER, value: cluster },
      { key: DATACENTER, value: datacenter },
      { key: OUTCOME, value: 'running' },
    ]);
  }

  enter(phase: CanaryPhase, details: string): void {
    if (!this.shown) return;
    upsertSearchAttributes([{ key: PHASE, value: phase }]);
    setCurrentDetails(details);
  }

  end(result: CanaryResult): CanaryResult {
    if (!this.shown) return result;
    upsertSearchAttributes([{ key: OUTCOME, value: result.outcome }]);
    setCurrentDetails(`**${result.outcome}**: ${result.summary}`);
    return result;
  }
}
