import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';

/**
 * Puts what the project ships for a controller into its root before it boots: Neutron's API extension. It is not baked into the
 * layer, so that a change of it needs no new layer.
 */
export async function prepareController(root: string): Promise<void> {
  const source = join(projectRoot(), 'remote', 'neutron-extension');
  const target = join(root, 'opt', 'stackleap', 'neutron-extension');
  await mkdir(target, { recursive: true });
  for (const file of await readdir(source)) if (file.endsWith('.py')) await cp(join(source, file), join(target, file));
}
