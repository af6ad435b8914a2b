import { CANARIES_AT_MOST } from '../model/canary/choices';
import type { ClusterDefinition } from '../model/cluster';
import { listFirst } from '../model/list-first';
import { NETWORK_SERVICES, type NetworkServices } from '../model/network-services';

/** What is wrong at one place of a definition. */
export interface Issue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What no schema sees: references to machines that are not there, names given twice, the folder's name. */
export function inconsistencies(definition: ClusterDefinition, folder: string): readonly Issue[] {
  const { name, machines, hypervisors, source, target, network, probes, rollout, guests, approvals } = definition;
  const known = new Set(machines.map((machine) => machine.name));
  const hosts = new Set(hypervisors);
  const names = listFirst([...known]);
  const references: readonly (readonly [path: Issue['path'], machine: string])[] = [
    ...hypervisors.map((host, i) => [['hypervisors', i], host] as const),
    ...source.apis.map(({ host }, i) => [['source', 'apis', i, 'host'], host] as const),
    ...target.services.map(({ host }, i) => [['target', 'services', i, 'host'], host] as const),
    ...target.apis.map(({ host }, i) => [['target', 'apis', i, 'host'], host] as const),
    [['target', 'novaManage', 'host'], target.novaManage.host],
    ...(target.rabbit?.hosts ?? []).map((host, i) => [['target', 'rabbit', 'hosts', i], host] as const),
    ...(network.extension?.hosts ?? []).map((host, i) => [['network', 'extension', 'hosts', i], host] as const),
    ...serviceMachines(network.services),
    [['probes', 'machine'], probes.machine],
    ...probes.points.map(({ machine }, i) => [['probes', 'points', i, 'machine'], machine] as const),
  ];
  return [
    ...(name === folder ? [] : [{ path: ['name'], message: `the folder is called ${folder}, the cluster ${name}` }]),
    ...references
      .filter(([, machine]) => !known.has(machine))
      .map(([path, machine]) => ({ path, message: `${machine} is not among the machines: ${names}` })),
    ...twice(machines.map((machine) => machine.name)).map((i) => ({
      path: ['machines', i, 'name'],
      message: 'this name is given twice',
    })),
    ...(network.create.includes('floatingIps') && !network.create.includes('routers')
      ? [{ path: ['network', 'create'], message: 'floatingIps need routers: name both' }]
      : []),
    ...movedRouters(network.services),
    ...rollout.canaries.flatMap((host, i) =>
      hosts.has(host) ? [] : [{ path: ['rollout', 'canaries', i], message: `${host} is not among the hypervisors` }],
    ),
    ...soakIssues(rollout),
    ...(rollout.canaries.length === 0 && approvals !== undefined
      ? approvals.flatMap(({ gate }, i) =>
          gate === 'canaries' ? [{ path: ['approvals', i], message: 'there are no rollout.canaries' }] : [],
        )
      : []),
    ...guests.unproven.flatMap((host, i) =>
      hosts.has(host) ? [] : [{ path: ['guests', 'unproven', i], message: `${host} is not among the hypervisors` }],
    ),
    ...twice(rollout.canaries).map((i) => ({ path: ['rollout', 'canaries', i], message: 'this host is listed twice' })),
    ...(probes.inFlightIntervalMs !== null && probes.inFlightIntervalMs >= probes.intervalMs
      ? [{ path: ['probes', 'inFlightIntervalMs'], message: `not shorter than intervalMs, ${probes.intervalMs}` }]
      : []),
    ...twice([probes.machine, ...probes.points.map(({ machine }) => machine)]).map((i) => ({
      path: ['probes', 'points', i - 1, 'machine'],
      message: 'this machine pings already',
    })),
    ...twice(target.rabbit?.hosts ?? []).map((i) => ({
      path: ['target', 'rabbit', 'hosts', i],
      message: 'this host is listed twice',
    })),
    ...twice(hypervisors).map((i) => ({ path: ['hypervisors', i], message: 'this host is listed twice' })),
  ];
}

/** Canaries that soak are judged in one look. */
function soakIssues({ canaries, canarySoakMinutes = 0 }: ClusterDefinition['rollout']): readonly Issue[] {
  if (canarySoakMinutes === 0) return [];
  if (canaries.length === 0)
    return [{ path: ['rollout', 'canarySoakMinutes'], message: 'there are no rollout.canaries' }];
  return canaries.length <= CANARIES_AT_MOST
    ? []
    : [{ path: ['rollout', 'canaries'], message: `at most ${CANARIES_AT_MOST} may soak, here are ${canaries.length}` }];
}

/** The machines that `network.services` names, and where. */
function serviceMachines(services: NetworkServices): readonly (readonly [path: Issue['path'], machine: string])[] {
  return NETWORK_SERVICES.flatMap((service) => {
    const handOver = services[service];
    if (handOver === null) return [];
    const at = ['network', 'services', service];
    const checks = 'leaseChecks' in handOver ? handOver.leaseChecks : [];
    return [
      ...handOver.old.map(({ host }, i) => [[...at, 'old', i, 'host'], host] as const),
      ...handOver.new.map(({ host }, i) => [[...at, 'new', i, 'host'], host] as const),
      ...checks.map(({ host }, i) => [[...at, 'leaseChecks', i, 'host'], host] as const),
      ...('check' in handOver && handOver.check !== null
        ? [[[...at, 'check', 'host'], handOver.check.host] as const]
        : []),
    ];
  });
}

/** Routers' namespaces stay where they are: the new agent takes them over as they forward. */
function movedRouters({ l3 }: NetworkServices): readonly Issue[] {
  const homes = new Set(l3?.old.map(({ host }) => host));
  const kept = new Set(l3?.new.map(({ host }) => host));
  const moved = [...homes, ...kept].filter((host) => homes.has(host) !== kept.has(host));
  const path = ['network', 'services', 'l3'];
  return moved.map((host) => ({ path, message: `${host} must have both an old and a new agent: routers do not move` }));
}

/** The places of names that stand before already. */
export function twice(names: readonly string[]): readonly number[] {
  const seen = new Set<string>();
  return names.flatMap((name, i) => {
    if (seen.has(name)) return [i];
    seen.add(name);
    return [];
  });
}
