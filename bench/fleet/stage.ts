import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';
import { controllerLayer } from '../../lab/controller/layer';
import { closeRoot, openRoot } from '../../lab/scratch/root';
import { startServer } from '../../lab/scratch/server';
import { resolveTemporal } from '../../lab/temporal/resolve';
import type { DatabaseServer } from '../../model/cluster';
import { SEARCH_ATTRIBUTES } from '../../model/operator/search-attributes';

const ROOT = 'fleet';
const USER = 'stackleap';
const PASSWORD = 'STACKLEAP_FLEET_PASSWORD';

/** A Temporal server, a MariaDB without databases for the ledger, and the workflows' code. */
export interface Stage {
  readonly temporal: TestWorkflowEnvironment;
  readonly workflowBundle: WorkflowBundle;
  readonly server: DatabaseServer;
  /** For the store and the reports. */
  readonly folder: string;
  close(): Promise<void>;
}

/** Ends what an interrupted bench has left of its root. */
export async function clearStage(): Promise<void> {
  await closeRoot(ROOT);
}

/** Sets up what the workflows run on, all of it in memory and of this process alone. What cannot be set up leaves nothing. */
export async function setStage(): Promise<Stage> {
  try {
    const server = await startLedgerServer();
    const [temporal, workflowBundle] = [await startTemporal(), await bundle()];
    const folder = mkdtempSync(join(tmpdir(), 'stackleap-fleet-'));
    const close = async (): Promise<void> => {
      await temporal.teardown();
      await clearStage();
      rmSync(folder, { recursive: true, force: true });
    };
    return { temporal, workflowBundle, server, folder, close };
  } catch (error) {
    await clearStage();
    throw error;
  }
}

async function startLedgerServer(): Promise<DatabaseServer> {
  const root = await openRoot(ROOT, [controllerLayer]);
  const password = randomBytes(16).toString('hex');
  process.env[PASSWORD] = password;
  const { host, port } = await startServer(root, { user: USER, password, name: ROOT });
  return { host, port, user: USER, password: `env:${PASSWORD}` };
}

/** Not the one of the lab's demo, which may be running. */
async function startTemporal(): Promise<TestWorkflowEnvironment> {
  const { path } = await resolveTemporal();
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      log: { format: 'json', level: 'never' },
      extraArgs: Object.values(SEARCH_ATTRIBUTES).flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    },
  });
}

function bundle(): Promise<WorkflowBundle> {
  const workflowsPath = require.resolve('../../workflows/index');
  return bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
}
