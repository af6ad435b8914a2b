import type { Blocker } from '../../../model/blocker';
import type { HostFacts } from '../../../model/host/facts';
import type { HostVersions } from '../../../model/pair/versions';
import { isAtLeast } from '../libvirt/versions';

/**
 * Versions with which a host cannot be taken over. What is somewhere between the releases is no matter: what is installed goes to the new
 * one, and comes back as it was.
 */
export function versionBlockers(host: string, facts: HostFacts, { known, leastCeph }: HostVersions): Blocker[] {
  const { clusterVersion } = facts.ceph;
  const switches = known
    .filter((one) => one.runs === 'switch')
    .flatMap((one) => {
      const { installed = '', running: [running = ''] = [] } = facts.versions[one.name] ?? {};
      if (installed === '' || running === '' || isAtLeast(running, installed)) return [];
      return `${host} runs ${one.name} ${running}, and has the files of ${installed}: should it restart by itself, the new one comes up with empty bridges. Restart it in a window of its own, or bring the files of ${running} back.`;
    });
  const ceph =
    clusterVersion === '' || isAtLeast(clusterVersion, leastCeph)
      ? []
      : [
          `${host}: the Ceph cluster at ${facts.ceph.monHost} is of ${clusterVersion}, and the new client needs ${leastCeph}: upgrade the cluster first.`,
        ];
  return [...switches, ...ceph].map((message) => ({ type: 'HostNotReady', message }));
}
