import { randomBytes } from 'node:crypto';
import { closeScratchRoot, openScratchRoot } from '../../lab/scratch/root';
import { startServer } from '../../lab/scratch/server';
import { SCRATCH, SCRATCH_USER } from './scratch-environment';

/** Before the first test of the project `database`: a server for all of them, in a root that is gone afterwards. */
export default async function setUp(): Promise<void> {
  const root = await openScratchRoot();
  try {
    const password = randomBytes(16).toString('hex');
    const { port } = await startServer(root, { user: SCRATCH_USER, password });
    process.env[SCRATCH.root] = root;
    process.env[SCRATCH.port] = String(port);
    process.env[SCRATCH.password] = password;
  } catch (error) {
    await closeScratchRoot();
    throw error;
  }
}
