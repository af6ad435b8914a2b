import type { HostModule, ModuleName } from '../../../model/host/modules';

/** The module with which a file is written: that which names most of its path. Undefined where none does. */
export function moduleOfFile(modules: readonly HostModule[], path: string): ModuleName | undefined {
  const [best] = modules
    .flatMap(({ name, files }) => files.filter((start) => path.startsWith(start)).map((start) => ({ name, start })))
    .sort((a, b) => b.start.length - a.start.length);
  return best?.name;
}
