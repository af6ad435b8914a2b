import type { RemoteMachine } from '../../model/command';
import { AGENT_UNIT } from '../../releases/liberty-to-stein/packages';
import { carryOut, PROTECTED, type Method } from './methods';

const REST = ['verifyVmsAnswer', 'verifySeedsGone'];
const SERVER_UNIT = 'stein-neutron-server.service';
/** How long neutron-server is away; the agent's first sync takes about as long when nothing hinders it. */
const AWAY_SECONDS = 10;
const QUIET_MS = 180_000;

/** Waits on the host until flows of a new agent are there while seeds still are, so that it is in its first sync. */
const IN_SYNC = `cookies() { ovs-ofctl -O OpenFlow13 dump-flows br-int | grep -o 'cookie=[^,]*' | sort -u; }
before=$(cookies) i=0
until [ "$(cookies | grep -vxF "$before")" ]; do i=$((i + 1)); [ $i -lt 1200 ] || exit 1; sleep 0.1; done
`;

async function during(machine: RemoteMachine, started: Promise<void>, script: string): Promise<void> {
  const disturbed = machine.run(['sh', '-c', IN_SYNC + script], { quietMs: QUIET_MS });
  // Whichever fails tells; both are awaited, so that nothing goes on behind the undo's back.
  const outcomes = await Promise.allSettled([started, disturbed]);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

/** The agent is killed in its first sync; systemd starts it again. */
export const killedInSync: Method = async (product, run, host) => {
  await carryOut(product, run, host, PROTECTED);
  const machine = await product.deps.machine(product.definition, host);
  const kill = `systemctl kill --signal=KILL ${AGENT_UNIT}; sleep 2; systemctl is-active --quiet ${AGENT_UNIT} || systemctl start ${AGENT_UNIT}`;
  await during(machine, carryOut(product, run, host, ['ensureAgentStarted']), kill);
  await carryOut(product, run, host, REST);
};

/** neutron-server dies when the agent has begun its first sync, and is away for a while. */
export const serverDown: Method = async (product, run, host) => {
  const { deps, definition } = product;
  await carryOut(product, run, host, PROTECTED);
  const controller = await deps.machine(definition, definition.probes.machine);
  const machine = await deps.machine(definition, host);
  const started = carryOut(product, run, host, ['ensureAgentStarted']);
  started.catch(() => undefined);
  await machine.run(['sh', '-c', IN_SYNC], { quietMs: QUIET_MS });
  const away = `systemctl kill --signal=KILL ${SERVER_UNIT}; systemctl stop ${SERVER_UNIT}; sleep ${AWAY_SECONDS}; systemctl start ${SERVER_UNIT}`;
  await controller.run(['sh', '-c', away], { quietMs: QUIET_MS });
  await started;
  await carryOut(product, run, host, REST);
};
