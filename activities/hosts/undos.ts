import { readInstalled, rollbackCommand } from '../../connectors/package-managers/dnf';
import type { Undos } from '../../model/ledger';
import { COMPUTE_UNIT } from '../../releases/liberty-to-stein/packages';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { withFailures } from '../toolbox/with-failures';
import { runStep } from '../toolbox/detached';
import { makeHarmless, makeOwn } from './harmless-compute';
import { openHost } from '../toolbox/open-host';
import { readLeftovers } from './package-leftovers';
import { restoreFile, type SavedFile } from './saved-files';

const QUIET_MS = 180_000;

interface PackageDetail {
  readonly host: string;
  readonly repository: string;
  readonly transaction: number;
  readonly packages: readonly string[];
  readonly leftovers: readonly string[];
}

export function createHostUndos(deps: Dependencies): Undos {
  return withFailures({
    restoreFiles: async (entry) => {
      const { host, files } = entry.detail as unknown as { host: string; files: readonly SavedFile[] };
      const { machine } = await openHost(deps, entry.cluster, host);
      for (const file of files) await restoreFile(machine, file);
      return `${host}: ${files.length} files as they were.`;
    },
    releaseUnits: async (entry) => {
      const { host, masked, stopped } = entry.detail as unknown as {
        host: string;
        masked: readonly string[];
        stopped: readonly string[];
      };
      const { machine } = await openHost(deps, entry.cluster, host);
      if (masked.length > 0) await machine.run(['systemctl', 'unmask', '--quiet', '--', ...masked]);
      // only what ran before: to start neutron-ovs-cleanup would unplug every port
      if (stopped.length > 0) await machine.run(['systemctl', 'start', '--', ...stopped], { quietMs: QUIET_MS });
      return `${host}: ${masked.length} units unmasked, ${stopped.length} started again.`;
    },
    stopCompute: async (entry) => {
      const { host, running } = entry.detail as unknown as { host: string; running: boolean };
      const { machine } = await openHost(deps, entry.cluster, host);
      if (running) return `nova-compute ran on ${host} before.`;
      await machine.run(['systemctl', 'stop', COMPUTE_UNIT], { quietMs: QUIET_MS });
      // held again, as the step before this one left it
      await machine.run(['systemctl', 'mask', '--quiet', COMPUTE_UNIT]);
      return `nova-compute stopped on ${host}.`;
    },
    freeCompute: async (entry) => {
      const { host } = entry.detail as unknown as { host: string };
      const { machine } = await openHost(deps, entry.cluster, host);
      await makeOwn(machine);
      return `${host}: nova-compute is not kept from anything any more.`;
    },
    tameCompute: async (entry) => {
      const { host, harmless } = entry.detail as unknown as { host: string; harmless: boolean };
      if (!harmless) return `nova-compute on ${host} ran with its own configuration before.`;
      const { machine } = await openHost(deps, entry.cluster, host);
      await makeHarmless(machine);
      // Stopped, and not started anew: the way back must not wait for a control plane that may be why one goes back.
      await machine.run(['systemctl', 'stop', COMPUTE_UNIT], { quietMs: QUIET_MS });
      return `${host}: nova-compute is stopped, and will touch no guest when it starts.`;
    },
    restorePackages: async (entry, run) => {
      const { host, repository, transaction, packages, leftovers } = entry.detail as unknown as PackageDetail;
      const { machine } = await openHost(deps, entry.cluster, host);
      const same = async (): Promise<boolean> => (await readInstalled(machine)).join() === packages.join();
      const step = { run, step: entry.step, phase: entry.phase };
      if (!(await same())) await runStep(machine, step, 'undo', rollbackCommand(transaction, repository));
      if (!(await same())) {
        const now = new Set(await readInstalled(machine));
        const missing = packages.filter((name) => !now.has(name)).slice(0, 20);
        throw failure(
          'UndoFailed',
          `${host} does not have its packages back: ${missing.join(', ') || 'others are left'}.`,
        );
      }
      const kept = new Set(leftovers);
      const made = (await readLeftovers(machine)).filter((path) => !kept.has(path));
      if (made.length > 0) await machine.run(['rm', '-f', '--', ...made]);
      return `${host}: ${packages.length} packages as they were.`;
    },
  });
}
