import { TestWorkflowEnvironment } from '@temporalio/testing';
import { cacheFolder } from '../../lab/folders';
import { findTemporal } from '../../lab/temporal/resolve';
import { SEARCH_ATTRIBUTES } from '../../model/operator/search-attributes';

/** The SDK waits five seconds for its server: on a busy machine that is too short now and then. */
const TRIES = 5;

export interface TemporalOptions {
  /** Events after which the server suggests to renew a history, in place of its 4,096: a test that renews one needs not fill it. */
  readonly suggestRenewalAfter?: number;
}

/** A Temporal dev server of the test's own, with StackLeap's search attributes; `npm test` has put the binary there. */
export async function startTemporal(options: TemporalOptions = {}): Promise<TestWorkflowEnvironment> {
  const binary = findTemporal(process.env, cacheFolder());
  if (binary === undefined) throw new Error('No temporal command: set STACKLEAP_TEMPORAL, or run `npm test`.');
  for (let left = TRIES; ; left--)
    try {
      return await start(binary.path, options);
    } catch (error) {
      if (left === 1) throw error;
    }
}

function start(path: string, { suggestRenewalAfter }: TemporalOptions): Promise<TestWorkflowEnvironment> {
  const suggestion =
    suggestRenewalAfter === undefined
      ? []
      : ['--dynamic-config-value', `limit.historyCount.suggestContinueAsNew=${suggestRenewalAfter}`];
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      log: { format: 'json', level: 'never' },
      extraArgs: [
        ...Object.values(SEARCH_ATTRIBUTES).flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
        ...suggestion,
      ],
    },
  });
}
