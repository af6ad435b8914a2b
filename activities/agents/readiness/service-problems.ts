import { greetBrokers } from '../../../connectors/messaging/brokers';
import type { RemoteMachine } from '../../../model/remote-command';
import type { ReleasePair } from '../../../model/pair/release-pair';
import type { HostConfiguration } from '../../../model/pair/configuration';
import type { HostUnits } from '../../../model/pair/units';
import { isRunning, readUnits } from '../../toolbox/units';

/** Why an agent on this machine would not get through its start, or not stay alone, one sentence each. */
export async function serviceProblems(
  machine: RemoteMachine,
  { configuration, units }: Pick<ReleasePair, 'configuration' | 'units'>,
): Promise<readonly string[]> {
  return [...(await brokerProblems(machine, configuration)), ...(await unitProblems(machine, units))];
}

async function brokerProblems(machine: RemoteMachine, { files }: HostConfiguration): Promise<readonly string[]> {
  const { answering, silent } = await greetBrokers(
    machine,
    files.map(({ path }) => path),
  );
  if (answering === null) return ['its configuration has no transport_url: the agent could not hear of its ports'];
  return answering.length === 0 ? (silent ?? []).map((one) => `RabbitMQ does not answer: ${one}`) : [];
}

/**
 * Units that would cut the host's VMs off when anything starts or stops them. Once the new agent runs they have been released for
 * the next boot; libvirtd when it was restarted.
 */
async function unitProblems(machine: RemoteMachine, { agent, libvirt, held }: HostUnits): Promise<readonly string[]> {
  if ((await readUnits(machine, [agent])).some(isRunning)) return [];
  const defused = held.filter(({ how, unit }) => how === 'keep' && unit !== libvirt);
  const states = await readUnits(
    machine,
    defused.map(({ unit }) => unit),
  );
  return defused
    .filter((_, i) => states[i]?.exists === true && !states[i].masked)
    .map(({ unit, why }) => `${unit} is not masked: ${why}`);
}
