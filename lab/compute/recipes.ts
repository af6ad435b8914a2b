import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { nameIn, PACKAGES } from './packages';
import type { RpmRelease } from './lab-package';
import { PLATFORM_SPEC, renderSpec } from './spec';

/** The folder of this room's assets: TypeScript is compiled elsewhere. */
export function computeAssets(): string {
  return join(projectRoot(), 'lab', 'compute');
}

const RELEASES: readonly RpmRelease[] = ['liberty', 'stein'];

/** The rpms that a Liberty host has installed. */
export function installedNames(): string[] {
  return PACKAGES.flatMap((pack) => nameIn('liberty', pack) ?? []);
}

/** Writes all that `bake.sh` needs to build the rpms into the root's /srv/recipes. */
export function writeRecipes(root: string): void {
  const recipes = join(computeAssets(), 'rpm');
  const target = join(root, 'srv', 'recipes');
  mkdirSync(target, { recursive: true });
  cpSync(join(recipes, 'files'), join(target, 'files'), { recursive: true });
  cpSync(join(computeAssets(), 'bake.sh'), join(target, 'bake.sh'));
  for (const release of RELEASES) {
    mkdirSync(join(target, 'specs', release), { recursive: true });
    const write = (name: string, spec: string): void =>
      writeFileSync(join(target, 'specs', release, `${name}.spec`), spec);
    write('centos-release', PLATFORM_SPEC);
    for (const pack of PACKAGES) {
      const spec = renderSpec(release, pack, { recipes, recipesInRoot: '/srv/recipes' });
      if (spec !== undefined) write(pack.name, spec);
    }
  }
  writeFileSync(join(target, 'installed'), `${installedNames().join(' ')}\n`);
}
