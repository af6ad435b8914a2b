import { outgoing } from '../../../connectors/package-managers/changes';
import { hidingsOf, readHidings } from '../../../connectors/package-managers/hidden';
import type { PackageManager, Upgrade } from '../../../connectors/package-managers/package-manager';
import { nevraOf, type Package } from '../../../connectors/package-managers/package';
import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import type { HostPackages } from '../../../model/pair/packages';
import type { RemoteMachine } from '../../../model/remote-command';
import { duplicatesIn } from './duplicates';
import { objectionsTo } from './objections';
import { pastLock } from './past-lock';

export interface PackagedHost {
  readonly machine: RemoteMachine;
  readonly manager: PackageManager;
  readonly repositories: ClusterDefinition['packages']['repositories'];
  readonly packages: HostPackages;
  readonly upgrade: Upgrade;
  readonly installed: readonly Package[];
}

/** A preflight is to answer soon. */
const PATIENCE = { waitMs: 60_000 };

/** An earlier transaction that broke off: the next one would build upon it. */
export async function brokenTransactions({ machine, manager, installed }: PackagedHost): Promise<readonly Blocker[]> {
  const unfinished = await pastLock(machine, manager, () => manager.readUnfinished(machine), PATIENCE);
  const twice = duplicatesIn(installed);
  const found = [
    ...(unfinished === undefined ? [] : [`a transaction of packages was never completed (${unfinished})`]),
    ...(twice.length === 0 ? [] : [`packages are there twice: ${twice.join(', ')}`]),
  ];
  return found.map((what) => ({ type: 'HostNotReady', message: `${machine.name}: ${what}.` }));
}

/** Packages of the new release that its repository lacks, or that the host's own configuration hides. */
export async function unavailablePackages(host: PackagedHost): Promise<readonly Blocker[]> {
  const { machine, manager, repositories, packages, installed } = host;
  const read = (exclusions: 'honoured' | 'lifted'): Promise<readonly Package[]> =>
    pastLock(machine, manager, () => manager.readAvailable(machine, repositories.to, exclusions), PATIENCE);
  const [all, shown] = [await read('lifted'), new Set((await read('honoured')).map(nevraOf))];
  const names = new Set(all.map(({ name }) => name));
  const wanted = new Set([...packages.required, ...installed.map(({ name }) => name)]);
  const hidden = all.filter(
    (one) => wanted.has(one.name) && !packages.excluded.includes(one.name) && !shown.has(nevraOf(one)),
  );
  const missing = packages.required.filter((name) => !names.has(name));
  return [
    ...missing.map((name): Blocker => ({
      type: 'PackageMissing',
      message: `${machine.name}: the repository ${repositories.to} has no package ${name}.`,
    })),
    ...(hidden.length === 0 ? [] : [await hiddenBlocker(machine, hidden)]),
  ];
}

async function hiddenBlocker(machine: RemoteMachine, hidden: readonly Package[]): Promise<Blocker> {
  const where = hidingsOf(hidden, await readHidings(machine)).map(({ file, line }) => `${file} (${line})`);
  const by = where.length === 0 ? 'its configuration' : where.join(', ');
  return { type: 'PackageMissing', message: `${machine.name}: ${by} hides ${hidden.map(nevraOf).join(', ')}.` };
}

/** What the upgrade itself meets, and old packages that could not be had again afterwards. */
export async function swapBlockers(host: PackagedHost): Promise<readonly Blocker[]> {
  const { machine, manager, packages, installed } = host;
  const { problem, changes } = await pastLock(
    machine,
    manager,
    () => manager.tryUpgrade(machine, host.upgrade),
    PATIENCE,
  );
  if (problem !== undefined)
    return [{ type: 'PackageMissing', message: `${machine.name}: ${manager.name} refuses the upgrade: ${problem}` }];
  return [
    ...objectionsTo(machine.name, changes, packages),
    ...(await lostPackages(host, outgoing(changes, installed))),
  ];
}

/** Packages that are replaced and that the old repository no longer has. */
export async function lostPackages(
  { machine, manager, repositories: { from } }: Pick<PackagedHost, 'machine' | 'manager' | 'repositories'>,
  replaced: readonly Package[],
): Promise<readonly Blocker[]> {
  if (replaced.length === 0) return [];
  const read = (): Promise<readonly Package[]> => manager.readAvailable(machine, from, 'lifted');
  const there = new Set((await pastLock(machine, manager, read, PATIENCE)).map(nevraOf));
  const lost = replaced.map(nevraOf).filter((one) => !there.has(one));
  const message = `${machine.name}: there is no way back: the repository ${from} no longer has ${lost.join(', ')}.`;
  return lost.length === 0 ? [] : [{ type: 'PackageMissing', message }];
}
