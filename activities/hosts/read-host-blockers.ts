import { packagesIn } from '../../connectors/package-managers/package';
import { readInstalled } from '../../connectors/package-managers/read-installed';
import { modulesOf } from '../../model/pair/modules-of';
import type { Blocker, BlockersResult } from '../../model/blocker';
import { defineRead } from '../define/step';
import type { Dependencies } from '../dependencies';
import { asBlocker } from '../toolbox/as-blocker';
import { openHost, type HostInput } from '../toolbox/open-host';
import { configurationBlockers } from './configuration/configuration-blockers';
import { nameBlockers } from './configuration/name-blockers';
import { readCeph } from './facts/read-ceph';
import { readHostFacts } from './facts/read-host-facts';
import { versionBlockers } from './facts/version-blockers';
import { libvirtBlockers } from './libvirt/libvirt-blockers';
import { cronBlockers } from './managers/cron-lines';
import { excludedPackages, upgradeOf } from './modules/modules-of-host';
import { brokenTransactions, swapBlockers, unavailablePackages, type PackagedHost } from './packages/package-blockers';
import { packageManagerOf } from './packages/package-manager-of';
import { deliverRepositories } from './repositories/deliver-repositories';
import { serviceBlockers } from './service-blockers';

/** In kilobytes: the new packages, and room for logs. */
const FREE_KB = 500_000;

/** Everything that stands in the way of upgrading one hypervisor; writes nothing that anybody but us looks at. */
export const readHostBlockers = defineRead({
  name: 'readHostBlockers',
  run: async (deps: Dependencies, input: HostInput): Promise<BlockersResult> => {
    const { host } = input;
    const { definition, machine, pair } = await openHost(deps, input.run.cluster, host);
    const { repositories } = definition.packages;
    const blockers: Blocker[] = [];
    const look = async (check: () => Promise<readonly Blocker[]>): Promise<boolean> => {
      try {
        blockers.push(...(await check()));
        return true;
      } catch (error) {
        blockers.push(asBlocker(error, host, 'HostNotReady'));
        return false;
      }
    };
    let installed: readonly string[] = [];
    let packaged: PackagedHost | undefined;
    const reached = await look(async () => {
      installed = await readInstalled(machine);
      return installed.length > 0 ? [] : [{ type: 'HostNotReady', message: `${host}: the rpm database is empty.` }];
    });
    if (reached) {
      await look(async () => {
        const manager = await packageManagerOf(machine, definition);
        await deliverRepositories(machine, definition);
        const packages = {
          ...pair.packages,
          required: [...pair.packages.required, ...modulesOf(definition, pair).flatMap(({ install }) => install)],
          excluded: excludedPackages(definition, pair),
        };
        const upgrade = upgradeOf(definition, pair);
        packaged = { machine, manager, repositories, packages, upgrade, installed: packagesIn(installed) };
        return [];
      });
      for (const check of [brokenTransactions, unavailablePackages, swapBlockers])
        await look(async () => (packaged === undefined ? [] : check(packaged)));
      await look(async () => {
        const facts = await readHostFacts(machine, pair);
        const { freeKb } = facts;
        const message = `${host}: only ${freeKb} KB are free in /var or /usr, ${FREE_KB} are needed.`;
        const full: readonly Blocker[] = (freeKb ?? FREE_KB) >= FREE_KB ? [] : [{ type: 'HostNotReady', message }];
        return [...full, ...versionBlockers(host, facts, pair.versions)];
      });
      await look(() => serviceBlockers(machine, definition, pair.units));
      const ceph = () => readCeph(machine, pair.configuration.nova);
      await look(() => configurationBlockers(definition, pair, host, ceph));
      await look(() => nameBlockers(machine, definition, pair, ceph));
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
    return { changed: false, summary: `${host}: ${installed.length} packages, ${blockers.length} blockers.`, blockers };
  },
});
