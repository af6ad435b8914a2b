import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { SEARCH_ATTRIBUTES } from '../../model/search-attributes';

/** The dev server's binary; `npm test` has put it where it is found. */
function temporalBinary(): string {
  const { STACKLEAP_TEMPORAL, PATH = '', GOBIN, GOPATH } = process.env;
  const folders = [...PATH.split(delimiter), GOBIN, join(GOPATH ?? join(homedir(), 'go'), 'bin')];
  const candidates = [STACKLEAP_TEMPORAL, ...folders.map((folder) => folder && join(folder, 'temporal'))];
  const found = candidates.find((file) => file !== undefined && file !== '' && existsSync(file));
  if (found === undefined) throw new Error('No temporal binary: set STACKLEAP_TEMPORAL.');
  return found;
}

/** A Temporal dev server of the test's own, with StackLeap's search attributes. */
export function startTemporal(): Promise<TestWorkflowEnvironment> {
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: temporalBinary() },
      extraArgs: Object.values(SEARCH_ATTRIBUTES).flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    },
  });
}
