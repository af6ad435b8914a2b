import { randomBytes } from 'node:crypto';
import { closeScratchRoot, openScratchRoot } from '../../lab/scratch/root';
import { startServer } from '../../lab/scratch/server';
import { SCRATCH, SCRATCH_USER } from './scratch-environment';
import { KEYSTONE_PASSWORD, startKeystone } from './scratch-keystone';

/** Before the first test of the project `database`: a MariaDB and a Keystone for all of them, in a root that is gone afterwards. */
export default async function setUp(): Promise<void> {
  const root = await openScratchRoot();
  try {
    const password = randomBytes(16).toString('hex');
    const { host, port } = await startServer(root, { user: SCRATCH_USER, password });
    const server = { host, port, user: SCRATCH_USER, password: `env:${SCRATCH.password}` } as const;
    process.env[SCRATCH.keystone] = await startKeystone(root, server, password);
    process.env[SCRATCH.administrator] = KEYSTONE_PASSWORD;
    process.env[SCRATCH.root] = root;
    process.env[SCRATCH.port] = String(port);
    process.env[SCRATCH.password] = password;
  } catch (error) {
    await closeScratchRoot();
    throw error;
  }
}
