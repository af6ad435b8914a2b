import { TestWorkflowEnvironment } from '@temporalio/testing';
import { cacheFolder } from '../../lab/folders';
import { findTemporal } from '../../lab/temporal/resolve';
import { SEARCH_ATTRIBUTES } from '../../model/operator/search-attributes';

/** The SDK waits five seconds for its server: on a busy machine that is too short now and then. */
const TRIES = 5;

/** A Temporal dev server of the test's own, with StackLeap's search attributes; `npm test` has put the binary there. */
export async function startTemporal(): Promise<TestWorkflowEnvironment> {
  const binary = findTemporal(process.env, cacheFolder());
  if (binary === undefined) throw new Error('No temporal command: set STACKLEAP_TEMPORAL, or run `npm test`.');
  for (let left = TRIES; ; left--)
    try {
      return await start(binary.path);
    } catch (error) {
      if (left === 1) throw error;
    }
}

function start(path: string): Promise<TestWorkflowEnvironment> {
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      log: { format: 'json', level: 'never' },
      extraArgs: Object.values(SEARCH_ATTRIBUTES).flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    },
  });
}
