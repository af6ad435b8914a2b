import type { ClusterDefinition } from '../cluster';
import type { HostModule, ModuleParts } from '../host/modules';
import type { ReleasePair } from './release-pair';

/** The pair's modules in its order, each with what the cluster adds. */
export function modulesOf(
  { modules: added }: Pick<ClusterDefinition, 'modules'>,
  { modules }: Pick<ReleasePair, 'modules'>,
): readonly HostModule[] {
  return modules.map((module) => {
    const { name, remark } = module;
    const more: Partial<ModuleParts> = added[name] ?? {};
    return {
      name,
      ...(remark !== undefined && { remark }),
      packages: [...module.packages, ...(more.packages ?? [])],
      install: [...module.install, ...(more.install ?? [])],
      remove: [...module.remove, ...(more.remove ?? [])],
      keep: [...module.keep, ...(more.keep ?? [])],
      units: [...module.units, ...(more.units ?? [])],
      checks: [...module.checks, ...(more.checks ?? [])],
    };
  });
}
