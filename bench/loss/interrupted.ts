import type { RemoteMachine } from '../../model/command';
import { SEED_COOKIE } from '../../flows/cookie';
import { UNITS } from '../../releases/liberty-to-stein/units';
import { carryOut, PROTECTED, type Method } from './methods';

const START = ['ensureAgentStarted'];
const REST = ['verifyVmsAnswer', 'verifySeedsGone'];
const SERVER_UNIT = 'stein-neutron-server.service';
/** How long neutron-server is away; the agent's first sync takes about as long when nothing hinders it. */
const AWAY_SECONDS = 10;
const QUIET_MS = 180_000;

/** The new agent has begun: flows that are no seeds. */
const BEGUN = 'cookie=';
/** It is about half-way through its first sync: the first network's VLAN is translated. */
const FIRST_NETWORK = 'mod_vlan_vid|set_field:[0-9]+->vlan_vid';

/** Waits on the host until the integration bridge has a flow like this that is no seed; fails after two minutes. */
async function awaitFlow(machine: RemoteMachine, bridge: string, like: string, then = ''): Promise<void> {
  const wait = `i=0; until ovs-ofctl dump-flows "$1" | grep -v 'cookie=${SEED_COOKIE},' | grep -Eq "$2"; do
i=$((i + 1)); [ $i -lt 1200 ] || { echo "no flow of the new agent came" >&2; exit 1; }; sleep 0.1; done
${then}`;
  await machine.run(['sh', '-c', wait, 'sh', bridge, like], { quietMs: QUIET_MS });
}

/** The agent is killed in its first sync; systemd starts it again. */
export const killedInSync: Method = async (product, run, host) => {
  const { deps, definition } = product;
  await carryOut(product, run, host, PROTECTED);
  const machine = await deps.machine(definition, host);
  const kill = `systemctl kill --kill-who=main --signal=KILL ${UNITS.agent}`;
  await Promise.all([
    carryOut(product, run, host, START),
    awaitFlow(machine, definition.network.integrationBridge, FIRST_NETWORK, kill),
  ]);
  await carryOut(product, run, host, REST);
};

/** neutron-server dies when the agent has begun, and is away for a while. */
export const serverDown: Method = async (product, run, host) => {
  const { deps, definition } = product;
  await carryOut(product, run, host, PROTECTED);
  const machine = await deps.machine(definition, host);
  const controller = await deps.machine(definition, definition.probes.machine);
  const away = `systemctl kill --signal=KILL ${SERVER_UNIT}; systemctl stop ${SERVER_UNIT}; sleep ${AWAY_SECONDS}; systemctl start ${SERVER_UNIT}`;
  await Promise.all([
    // A step that gives up or is held is carried out again, as the workflow does.
    carryOut(product, run, host, START).catch(() => carryOut(product, run, host, START)),
    awaitFlow(machine, definition.network.integrationBridge, BEGUN).then(() =>
      controller.run(['sh', '-c', away], { quietMs: QUIET_MS }),
    ),
  ]);
  await carryOut(product, run, host, REST);
};
