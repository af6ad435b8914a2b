import type { ClusterDefinition } from '../../../model/cluster';
import type { HostModule, ModuleName } from '../../../model/host/modules';
import { modulesOf } from '../../../model/pair/modules-of';
import type { ReleasePair } from '../../../model/pair/release-pair';
import type { Upgrade } from '../../../connectors/package-managers/package-manager';
import { failure } from '../../toolbox/failure';

/** Fails with InvalidDefinition where the pair has no such module. */
export function moduleOf(
  definition: Pick<ClusterDefinition, 'modules'>,
  pair: Pick<ReleasePair, 'modules' | 'name'>,
  name: ModuleName,
): HostModule {
  const found = modulesOf(definition, pair).find((module) => module.name === name);
  if (found === undefined) throw failure('InvalidDefinition', `${pair.name} has no module ${name}.`);
  return found;
}

/** Packages that stay as they are on every hypervisor: the pair's, and those that modules keep. */
export function excludedPackages(
  definition: Pick<ClusterDefinition, 'modules'>,
  pair: Pick<ReleasePair, 'modules' | 'packages'>,
): readonly string[] {
  return [...new Set([...pair.packages.excluded, ...modulesOf(definition, pair).flatMap(({ keep }) => keep)])];
}

/** The upgrade of a cluster's hypervisors, as a package manager is asked for it. */
export function upgradeOf(
  definition: Pick<ClusterDefinition, 'modules' | 'packages'>,
  pair: Pick<ReleasePair, 'modules' | 'packages'>,
): Upgrade {
  const { repositories, checkSignatures = false } = definition.packages;
  return { repository: repositories.to, signed: checkSignatures, excluded: excludedPackages(definition, pair) };
}
