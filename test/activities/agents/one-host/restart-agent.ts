import { databases } from '../../../support/databases';
import { readSwitch } from '../../../../connectors/openvswitch/read-switch';
import { VMS, type LabVm } from '../../../../lab/inventory';
import type { Ledger } from '../../../../model/ledger';
import { MOMENTS } from '../../../../model/report/restart';
import type { StepResult } from '../../../../model/run';
import { planAgents } from '../../../../plan/agents';
import { eventually } from '../../../support/eventually';
import { labMachines } from '../../../support/lab-machines';
import { whileMute } from '../../../support/mute-guest';
import { agentState, host, HOST } from './host';

const SERVER_UNIT = 'stein-neutron-server';

export function restartTests(): void {
  test('an agent is restarted behind bypass flows without a gap, twice the same, and undone to the letter', async () => {
    const before = await host.look();
    const since = await host.clock();
    const planned = planAgents(host.definition, { hosts: [HOST], seedFlows: true }).groups.flatMap(({ lanes }) =>
      lanes.flatMap((track) => track.steps),
    );
    for (const { id, activity, input } of planned) {
      const { summary } = await host.step(activity, input, id);
      process.stdout.write(`${id}: ${summary}\n`);
      if (activity === 'ensureFlowsSeeded' || activity === 'ensureBridgesChanged') {
        await expect(host.step(activity, input, id)).resolves.toMatchObject({ changed: false });
        expect(await host.bypassFlows()).toBeGreaterThan(0);
      }
    }
    expect(await host.bypassFlows()).toBe(0);
    await expect(host.step('ensureBridgesChanged')).resolves.toMatchObject({ changed: false });
    await expect(host.longestRun(since)).resolves.toBeLessThan(2);
    const { moments, seededSeconds, bridges, vms } = host.window();
    expect(moments.map(({ name }) => name)).toEqual(MOMENTS);
    expect(moments.map(({ at }) => at)).toEqual(moments.map(({ at }) => at).toSorted());
    expect(seededSeconds).toBeGreaterThan(1);
    expect(bridges.map(({ name }) => name).toSorted()).toEqual(host.bridges.toSorted());
    // 0 to 2 ms as the switch's flow monitor tells, more when the machine is busy; never as long as would be a loss.
    for (const { gapMs } of bridges) {
      expect(gapMs).toBeGreaterThanOrEqual(0);
      expect(gapMs).toBeLessThan(host.definition.probes.longestGapMs);
    }
    expect(vms.map(({ name }) => name)).toEqual(VMS.filter((vm) => vm.host === HOST).map(({ name }) => name));

    await host.undo();
    await expect(host.look()).resolves.toEqual(before);
    await expect(host.longestRun(since)).resolves.toBeLessThan(2);
  });

  test('a bridge change whose worker dies goes on by itself, and is taken up', async () => {
    const before = await host.look();
    const since = await host.clock();
    await host.step('ensureFlowsSeeded');
    const dying = labMachines(host.definition);
    const attempt = host.step('ensureBridgesChanged', { host: HOST }, undefined, {
      ...dying.deps,
      store: host.deps.store,
      ledger: host.lab.deps.ledger,
    });
    setTimeout(() => dying.close(), 900);
    await attempt.catch(() => undefined);
    await host.step('ensureBridgesChanged');
    const { bridges } = await readSwitch(await host.lab.machine(HOST));
    for (const name of host.bridges)
      expect(bridges.find((bridge) => bridge.name === name)).toMatchObject({
        controllers: ['tcp:127.0.0.1:6633'],
        failMode: 'secure',
      });
    await host.undo();
    await expect(host.look()).resolves.toEqual(before);
    await expect(host.longestRun(since)).resolves.toBeLessThan(2);
  });

  test('a VM that falls silent while the agent starts brings the bypass flows back; once it answers the start is taken up', async () => {
    const before = await host.look();
    const machine = await host.lab.machine(HOST);
    const vm = VMS.find((one) => one.host === HOST) as LabVm;
    for (const activity of ['verifyHostReady', 'ensureFlowsSeeded', 'ensureBridgesChanged']) await host.step(activity);
    const since = await host.clock();
    await eventually(async () => expect((await host.loss(since)).every(({ sent, lost }) => sent > lost)).toBe(true));
    const start = host.step('ensureAgentStarted');
    await whileMute(machine, vm, async () => {
      await expect(start).rejects.toMatchObject({
        type: 'PacketsLost',
        message: expect.stringMatching(
          new RegExp(`${vm.name} has not answered for .* Bypass flows carry the traffic again`),
        ),
      });
      expect(await host.bypassFlows()).toBeGreaterThan(0);
    });
    await host.step('ensureAgentStarted');
    expect(await host.bypassFlows()).toBe(0);
    await host.step('verifySwitchUntouched');
    await host.undo();
    await expect(host.look()).resolves.toEqual(before);
  });
}

/** Outages of the control plane during a start, and a start without protection. */
export function longRestartTests(): void {
  test('without bypass flows a restart costs answers; they are reported, and no failure when they were asked for', async () => {
    const before = await host.look();
    const since = await host.clock();
    for (const activity of ['verifyHostReady', 'ensureAgentStarted'])
      await host.step(activity, { host: HOST, tolerate: true });
    await expect(host.step('verifyVmsAnswer', { host: HOST, tolerate: false })).rejects.toMatchObject({
      type: 'PacketsLost',
    });
    const { summary } = await host.step('verifyVmsAnswer', { host: HOST, tolerate: true });
    process.stdout.write(`unprotected: ${summary}\n`);
    await expect(host.longestRun(since)).resolves.toBeGreaterThan(3);
    const { moments, seededSeconds, vms } = host.window();
    expect(moments.map(({ name }) => name)).not.toContain('seeded');
    expect(seededSeconds).toBeNull();
    expect(Math.max(...vms.map(({ lost }) => lost))).toBeGreaterThan(3);
    await host.undo();
    await expect(host.look()).resolves.toEqual(before);
  });

  test('neutron-server may be away before the agent starts and during its start: the bypass flows carry the traffic, and the host is held', async () => {
    const before = await host.look();
    const controller = await host.lab.machine('controller');
    const since = await host.clock();
    const server = (...words: string[]) => controller.run(['systemctl', ...words, SERVER_UNIT], { quietMs: 120_000 });
    for (const activity of ['verifyHostReady', 'ensureFlowsSeeded', 'ensureBridgesChanged']) await host.step(activity);

    await server('stop');
    await expect(startWithin(180)).resolves.toMatchObject({ hold: [expect.stringContaining('/v2.0/agents')] });
    await expect(agentState()).resolves.toBe('inactive');

    await server('start');
    await serverAnswers();
    const start = startWithin(8);
    await eventually(async () => expect(await agentState()).toBe('active'));
    await server('kill', '--signal=KILL');
    await server('stop');
    await expect(start).resolves.toMatchObject({ hold: [expect.stringContaining('/v2.0/agents')] });
    // Nobody watches the host while it is held.
    await expect(agentState()).resolves.toBe('inactive');
    expect(await host.bypassFlows()).toBeGreaterThan(0);

    await server('start');
    await serverAnswers();
    await host.step('ensureAgentStarted');
    expect(await host.bypassFlows()).toBe(0);
    await expect(host.longestRun(since)).resolves.toBeLessThan(2);
    await host.undo();
    await expect(host.look()).resolves.toEqual(before);
  });

  test.each([
    ['with the ledger on it', withDatabase, 'DatabaseUnreachable'],
    ['with the ledger elsewhere', (ledger: Ledger) => ledger, 'PacketsLost'],
  ])(
    'Neutron’s database goes away during the start, %s: bypass flows are left, and no agent',
    async (_, ledgerOf, type) => {
      const before = await host.look();
      const controller = await host.lab.machine('controller');
      const since = await host.clock();
      const database = (verb: string) => controller.run(['systemctl', verb, 'mariadb'], { quietMs: 120_000 });
      for (const activity of ['verifyHostReady', 'ensureFlowsSeeded', 'ensureBridgesChanged'])
        await host.step(activity);

      const deps = { ...host.deps, ledger: () => Promise.resolve(ledgerOf(host.lab.ledger)) };
      const start = host.step('ensureAgentStarted', undefined, undefined, deps);
      start.catch(() => undefined);
      await eventually(async () => expect(await agentState()).toBe('active'));
      let darkFor: number;
      await database('stop');
      try {
        await expect(start).rejects.toMatchObject({ type });
        await expect(agentState()).resolves.toBe('inactive');
        expect(await host.bypassFlows()).toBeGreaterThan(0);
        darkFor = await host.longestRun(since);
      } finally {
        await database('start');
      }
      await serverAnswers();
      await host.step('ensureAgentStarted');
      expect(await host.bypassFlows()).toBe(0);
      await expect(host.longestRun(since)).resolves.toBe(darkFor);
      expect(darkFor).toBeLessThan(40);
      await host.undo();
      await expect(host.look()).resolves.toEqual(before);
    },
  );
}

/** The ledger in memory, away whenever the lab's MariaDB is, where the real one lies. */
function withDatabase(ledger: Ledger): Ledger {
  return new Proxy(ledger, {
    get: (of, name: keyof Ledger): unknown => {
      const call = of[name] as ((...words: never[]) => unknown) | undefined;
      if (typeof call !== 'function') return call;
      return async (...words: never[]) => {
        await (await databases.of(host.definition.target.server)).rows('SELECT 1');
        return call(...words);
      };
    },
  });
}

function startWithin(syncSeconds: number): Promise<StepResult> {
  return host.step('ensureAgentStarted', { host: HOST }, undefined, host.depsWith({ syncSeconds }));
}

function serverAnswers(): Promise<void> {
  return eventually(async () => expect((await host.step('verifyHostReady')).hold).toBeUndefined());
}
