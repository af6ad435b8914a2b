import { TestWorkflowEnvironment } from '@temporalio/testing';
import { cacheFolder } from '../../lab/folders';
import { findTemporal } from '../../lab/temporal/resolve';
import { SEARCH_ATTRIBUTES } from '../../model/search-attributes';

/** A Temporal dev server of the test's own, with StackLeap's search attributes; `npm test` has put the binary there. */
export function startTemporal(): Promise<TestWorkflowEnvironment> {
  const binary = findTemporal(process.env, cacheFolder());
  if (binary === undefined) throw new Error('No temporal command: set STACKLEAP_TEMPORAL, or run `npm test`.');
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: binary.path },
      log: { format: 'json', level: 'never' },
      extraArgs: Object.values(SEARCH_ATTRIBUTES).flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    },
  });
}
