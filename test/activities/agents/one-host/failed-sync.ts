import type { Dependencies } from '../../../../activities/dependencies';
import { failure } from '../../../../activities/toolbox/failure';
import { readSwitch } from '../../../../connectors/openvswitch/read-switch';
import type { Ledger } from '../../../../model/ledger';
import { DEAD_VLAN, findBridge, type SwitchPort } from '../../../../model/network/switch';
import { VMS } from '../../../../lab/inventory';
import { UNITS } from '../../../../releases/liberty-to-stein/units';
import { eventually } from '../../../support/eventually';
import { agentState, host, HOST } from './host';

/** A port in a form that no agent leaves: no seeds can be made while it is there. */
const ODD = 'tapodd';

async function untilTheAgentsStart(): Promise<void> {
  for (const activity of ['verifyHostReady', 'ensureFlowsSeeded', 'ensureBridgesChanged']) await host.step(activity);
}

function vsctl(...words: string[]): Promise<unknown> {
  return host.lab.machine(HOST).then((machine) => machine.run(['ovs-vsctl', ...words]));
}

/** A VM's port as it is now. */
async function aPort(): Promise<SwitchPort> {
  const vm = VMS.find((one) => one.host === HOST);
  const bridge = findBridge(await readSwitch(await host.lab.machine(HOST)), 'br-int');
  const port = bridge?.ports.find(({ externalIds }) => externalIds['iface-id'] === vm?.portId);
  if (port === undefined) throw new Error(`br-int has no port of ${vm?.name}`);
  return port;
}

const started = (): boolean => host.window().moments.some(({ name }) => name === 'started');

/** A fake: so Galera refuses every statement while it has no quorum; this one does once the agent has started. */
function refusing(ledger: Ledger): Ledger {
  return new Proxy(ledger, { get: (of, name: keyof Ledger) => (name in of && started() ? refuse : of[name]) });
}

function refuse(): Promise<never> {
  return Promise.reject(failure('StatementFailed', 'WSREP has not yet prepared node for application use.'));
}

/** The agent that has not got through its start is stopped behind the seeds; the next try takes it up, and no two pings in a row were lost. */
async function isStoppedAndTakenUp(deps: Dependencies, why: object): Promise<void> {
  const before = await host.look();
  const since = await host.clock();
  await untilTheAgentsStart();
  await expect(host.step('ensureAgentStarted', { host: HOST }, undefined, deps)).rejects.toMatchObject(why);
  await expect(agentState()).resolves.toBe('inactive');
  expect(await host.seeds()).toBeGreaterThan(0);
  await host.step('ensureAgentStarted');
  expect(await host.seeds()).toBe(0);
  await host.undo();
  await expect(host.look()).resolves.toEqual(before);
  await expect(host.longestRun(since)).resolves.toBeLessThan(2);
}

export function failedSyncTests(): void {
  test('one that takes too long is stopped behind the seeds while the operator is asked; then it is taken up', () =>
    isStoppedAndTakenUp(host.depsWith({ syncSeconds: 1 }), {
      type: 'HostNotReady',
      message: expect.stringContaining(`${HOST} has not wired every port in 1 s (rollout.syncSeconds)`),
    }));

  test('whatever fails while it is watched, it does not run on; then it is taken up', () =>
    isStoppedAndTakenUp(
      { ...host.deps, ledger: () => Promise.resolve(refusing(host.lab.ledger)) },
      { type: 'StatementFailed' },
    ));

  test('ports that it has put on the dead VLAN are back on theirs, behind the seeds and by the undo, though the host says odd things', async () => {
    const before = await host.look();
    const { name, tag } = await aPort();
    await untilTheAgentsStart();
    const start = host.step('ensureAgentStarted');
    start.catch(() => undefined);
    await eventually(async () => expect(host.window().moments.map((one) => one.name)).toContain('unseeded'), {
      ...{ timeoutMs: 60_000, everyMs: 100 },
    });
    // Fakes: an agent does this when Neutron tells it so, or forgets a port that it has wired.
    const machine = await host.lab.machine(HOST);
    await machine.run(['systemctl', 'kill', '--signal=STOP', UNITS.agent]);
    await vsctl(
      ...['add-port', 'br-int', ODD, '--', 'set', 'Interface', ODD, 'type=internal', 'external_ids:iface-id=odd'],
      ...['--', 'set', 'Port', name, `tag=${DEAD_VLAN}`, 'other_config={}'],
    );
    try {
      await expect(start).rejects.toMatchObject({
        type: 'PacketsLost',
        message: expect.stringContaining('Seeds carry the traffic again'),
      });
      await expect(agentState()).resolves.toBe('inactive');
      await expect(aPort()).resolves.toMatchObject({ name, tag });
      const since = await host.clock();
      await eventually(async () => expect((await host.loss(since)).every(({ sent, lost }) => sent > lost)).toBe(true));
    } finally {
      await vsctl('del-port', 'br-int', ODD);
    }
    await host.step('ensureAgentStarted');
    expect(await host.seeds()).toBe(0);
    await vsctl('set', 'Port', name, `tag=${DEAD_VLAN}`);
    await host.undo();
    await expect(host.look()).resolves.toEqual(before);
  });
}
