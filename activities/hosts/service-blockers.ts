import type { RemoteMachine } from '../../model/command';
import type { Blocker } from '../../model/blocker';
import type { ClusterDefinition } from '../../model/cluster';
import { NETWORK_SERVICES } from '../../model/network-services';
import type { Units } from '../../model/units';
import type { HostUnits } from '../../model/pair/units';
import { missingUnits } from '../toolbox/missing-units';
import { isRunning, readUnits } from '../toolbox/units';

/**
 * What `network.services` says wrongly of a hypervisor: old units that it has not, and agents that run there and are not named, which
 * the swap of packages would restart with the new code and the old configuration. New units come with the packages: those are not
 * asked for yet.
 */
export async function serviceBlockers(
  machine: RemoteMachine,
  { network: { services } }: ClusterDefinition,
  { services: packaged }: HostUnits,
): Promise<readonly Blocker[]> {
  const host = machine.name;
  const here = (lists: readonly Units[] = []): readonly string[] =>
    lists.filter((list) => list.host === host).flatMap(({ units }) => units);
  const old = NETWORK_SERVICES.flatMap((service) => here(services[service]?.old));
  const unnamed = NETWORK_SERVICES.filter(
    (service) => here(services[service]?.old).length + here(services[service]?.new).length === 0,
  );
  const units = [...old, ...unnamed.map((service) => packaged[service])];
  const states = await readUnits(machine, units);
  const running = new Set(states.filter(isRunning).map(({ unit }) => unit));
  const missing = missingUnits(
    host,
    states.filter(({ unit }) => old.includes(unit)),
  );
  const restarted = unnamed
    .filter((service) => running.has(packaged[service]))
    .map((service): Blocker => {
      const message = `${host} runs ${packaged[service]}, which new packages would restart: name it in network.services.${service}.`;
      return { type: 'InvalidDefinition', message };
    });
  return [...missing, ...restarted];
}
