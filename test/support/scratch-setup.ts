import { randomBytes } from 'node:crypto';
import { closeScratchRoot, openScratchRoot } from '../../lab/scratch/root';
import { startServer } from '../../lab/scratch/server';

/** Before the first test of the project `database`: a server for all of them, in a root that is gone afterwards. */
export default async function setUp(): Promise<void> {
  const root = await openScratchRoot();
  try {
    const password = randomBytes(16).toString('hex');
    const { port } = await startServer(root, { user: 'stackleap', password });
    process.env['STACKLEAP_SCRATCH_ROOT'] = root;
    process.env['STACKLEAP_SCRATCH_PORT'] = String(port);
    process.env['STACKLEAP_SCRATCH_PASSWORD'] = password;
  } catch (error) {
    await closeScratchRoot();
    throw error;
  }
}
