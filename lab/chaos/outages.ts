import { COMPUTES, CONTROLLER, type LabMachine } from '../inventory';
import { labHost } from '../hosts/host';
import { linkOf } from '../hosts/links';
import { sh } from '../shell';
import type { PhaseName } from '../../model/phases';
import type { ChaosStage } from './stage';

/** Something that a run needs and that is away for a while, or dies and comes again. */
export interface Outage {
  readonly fault: string;
  readonly where: string;
  /** One of these phases is drawn for it. */
  readonly phases: readonly PhaseName[];
  /** Returns when everything is back. */
  readonly strike: (stage: ChaosStage) => Promise<void>;
}

const CUT_OFF_SECONDS = 45;
const AWAY_SECONDS = 60;
const [, BRIDGED = CONTROLLER] = COMPUTES;

const controller = labHost(CONTROLLER);
const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));

const restart = (unit: string) => async (): Promise<void> => {
  await controller.run(`systemctl restart ${unit}`);
};

/** Packets are dropped, nobody refuses them; VMs and probes use other links. */
const cutOff = (machine: LabMachine) => async (): Promise<void> => {
  await sh(['ip', 'link', 'set', linkOf(machine), 'down']);
  try {
    await sleep(CUT_OFF_SECONDS);
  } finally {
    await sh(['ip', 'link', 'set', linkOf(machine), 'up']);
  }
};

async function stopDatabase(): Promise<void> {
  await controller.run('systemctl stop mariadb');
  try {
    await sleep(AWAY_SECONDS);
  } finally {
    await controller.run('systemctl start mariadb');
  }
}

/** All connections of the machine's sshd end, as when it is killed. */
async function killSshd(machine: LabMachine): Promise<void> {
  await labHost(machine).run(
    'systemd-run --quiet --collect sh -c "sleep 0.2; pkill -KILL -x sshd; sleep 1; systemctl restart ssh"',
  );
  await sleep(2);
}

export const OUTAGES: readonly Outage[] = [
  {
    fault: 'orchestrator killed',
    where: 'worker',
    phases: ['hosts', 'prepare'],
    strike: async ({ kill }) => kill('orchestrator'),
  },
  {
    fault: 'both workers killed',
    where: 'workers',
    phases: ['compute', 'agents'],
    strike: async ({ kill }) => {
      kill('orchestrator');
      kill('datacenter');
    },
  },
  {
    fault: 'Temporal killed',
    where: 'server',
    phases: ['compute', 'agents'],
    strike: ({ restartTemporal }) => restartTemporal(),
  },
  {
    fault: 'MariaDB restarted',
    where: CONTROLLER.name,
    phases: ['images', 'compute', 'volumes'],
    strike: restart('mariadb'),
  },
  {
    fault: `MariaDB away for ${AWAY_SECONDS} s`,
    where: CONTROLLER.name,
    phases: ['hosts', 'agents'],
    strike: stopDatabase,
  },
  { fault: 'RabbitMQ restarted', where: CONTROLLER.name, phases: ['agents'], strike: restart('rabbitmq-server') },
  {
    fault: 'neutron-server restarted',
    where: CONTROLLER.name,
    phases: ['prepare', 'agents'],
    strike: restart('stein-neutron-server'),
  },
  {
    fault: 'Keystone restarted',
    where: CONTROLLER.name,
    phases: ['prepare', 'controllers'],
    strike: restart('stein-keystone'),
  },
  { fault: 'sshd killed', where: BRIDGED.name, phases: ['prepare', 'hosts'], strike: () => killSshd(BRIDGED) },
  { fault: `host cut off for ${CUT_OFF_SECONDS} s`, where: BRIDGED.name, phases: ['hosts'], strike: cutOff(BRIDGED) },
  {
    fault: `database and APIs cut off for ${CUT_OFF_SECONDS} s`,
    where: CONTROLLER.name,
    phases: ['compute', 'hosts'],
    strike: cutOff(CONTROLLER),
  },
];
