import { readAvailable, readInstalled, readUpgradeProblem } from '../../connectors/package-managers/dnf';
import type { Blocker, BlockersResult } from '../../model/blocker';
import { isErrorType } from '../../model/errors';
import { defineRead } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openHost, type HostInput } from '../toolbox/open-host';
import { libvirtBlockers } from './libvirt/libvirt-blockers';
import { cronBlockers } from './managers/cron-lines';
import { serviceBlockers } from './service-blockers';

/** In kilobytes: the new packages, and room for logs. */
const FREE_KB = 500_000;

function asBlocker(error: unknown, host: string): Blocker {
  const { type = '' } = error as { type?: string };
  const message = error instanceof Error ? error.message : String(error);
  return { type: isErrorType(type) ? type : 'HostNotReady', message: `${host}: ${message}` };
}

/** Everything that stands in the way of upgrading one hypervisor; writes nothing. */
export const readHostBlockers = defineRead({
  name: 'readHostBlockers',
  run: async (deps: Dependencies, input: HostInput): Promise<BlockersResult> => {
    const { host } = input;
    const { definition, machine, pair } = await openHost(deps, input.run.cluster, host);
    const { to } = definition.packages.repositories;
    const blockers: Blocker[] = [];
    const look = async (check: () => Promise<readonly Blocker[]>): Promise<boolean> => {
      try {
        blockers.push(...(await check()));
        return true;
      } catch (error) {
        blockers.push(asBlocker(error, host));
        return false;
      }
    };
    let installed = 0;
    const reached = await look(async () => {
      installed = (await readInstalled(machine)).length;
      return installed > 0 ? [] : [{ type: 'HostNotReady', message: `${host}: the rpm database is empty.` }];
    });
    if (reached) {
      await look(async () => {
        const available = await readAvailable(machine, to);
        return pair.packages.required
          .filter((name) => !available.has(name))
          .map((name) => ({
            type: 'PackageMissing',
            message: `${host}: the repository ${to} has no package ${name}.`,
          }));
      });
      await look(async () => {
        const problem = await readUpgradeProblem(machine, to, pair.packages.excluded);
        return problem === undefined
          ? []
          : [{ type: 'PackageMissing', message: `${host}: dnf refuses the upgrade: ${problem}` }];
      });
      await look(async () => {
        const { stdout } = await machine.run(['df', '--output=avail', '-k', '/var', '/usr']);
        const free = Math.min(...stdout.split('\n').slice(1).filter(Boolean).map(Number));
        return free >= FREE_KB
          ? []
          : [
              {
                type: 'HostNotReady',
                message: `${host}: only ${free} KB are free in /var or /usr, ${FREE_KB} are needed.`,
              },
            ];
      });
      await look(() => serviceBlockers(machine, definition, pair.units));
      await look(() => cronBlockers(machine));
      await look(() => libvirtBlockers(machine, pair.units.libvirt));
      await look(async () => {
        const { stdout } = await machine.run(['ovs-vsctl', 'list-br']);
        const wanted = [definition.network.integrationBridge, ...Object.values(definition.network.physicalNetworks)];
        const there = new Set(stdout.split('\n'));
        return wanted
          .filter((bridge) => !there.has(bridge))
          .map((bridge) => ({ type: 'HostNotReady', message: `${host}: Open vSwitch has no bridge ${bridge}.` }));
      });
    }
    return { changed: false, summary: `${host}: ${installed} packages, ${blockers.length} blockers.`, blockers };
  },
});
