import { greetBrokers } from '../../../connectors/messaging/brokers';
import type { RemoteMachine } from '../../../model/command';
import { AGENT_UNIT, CONFIGURATION, HELD_UNITS } from '../../../releases/liberty-to-stein/packages';
import { isRunning, readUnits } from '../../toolbox/units';

/** Units that would cut the host's VMs off when anything starts or stops them. */
const DEFUSED = HELD_UNITS.filter(({ how }) => how === 'keep');

/** Why an agent on this machine would not get through its start, or not stay alone, one sentence each. */
export async function serviceProblems(machine: RemoteMachine): Promise<readonly string[]> {
  return [...(await brokerProblems(machine)), ...(await unitProblems(machine))];
}

async function brokerProblems(machine: RemoteMachine): Promise<readonly string[]> {
  const { answering, silent } = await greetBrokers(
    machine,
    CONFIGURATION.map(({ path }) => path),
  );
  if (answering === null) return ['its configuration has no transport_url: the agent could not hear of its ports'];
  return answering.length === 0 ? (silent ?? []).map((one) => `RabbitMQ does not answer: ${one}`) : [];
}

/** Once the new agent runs the units have been released for the next boot. */
async function unitProblems(machine: RemoteMachine): Promise<readonly string[]> {
  if ((await readUnits(machine, [AGENT_UNIT])).some(isRunning)) return [];
  const states = await readUnits(
    machine,
    DEFUSED.map(({ unit }) => unit),
  );
  return DEFUSED.filter((_, i) => states[i]?.exists === true && !states[i].masked).map(
    ({ unit, why }) => `${unit} is not masked: ${why}`,
  );
}
