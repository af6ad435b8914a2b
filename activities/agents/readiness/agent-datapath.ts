import { datapathTypeOf, KERNEL_DATAPATH, type Switch } from '../../../model/network/switch';

const OPTION = /^\s*datapath_type\s*[=:]\s*(\S+)/gm;

/** Stein's agent gives the integration bridge the datapath from its configuration when it starts: it must be the present one. */
export function datapathProblems(files: readonly string[], found: Switch, bridge: string): readonly string[] {
  const words = files.flatMap((text) => [...text.matchAll(OPTION)].map(([, word]) => word));
  const wanted = words.at(-1) ?? KERNEL_DATAPATH;
  const has = datapathTypeOf(found, bridge);
  if (has === undefined || has === wanted) return [];
  return [
    `the agent's datapath_type is ${wanted}, and ${bridge} has ${has}: every VM would go dark when the agent starts`,
  ];
}
