import { readSwitch } from '../../../../connectors/openvswitch/read-switch';
import { VMS, type LabVm } from '../../../../lab/inventory';
import { findBridge, vmPorts } from '../../../../model/network/switch';
import { eventually } from '../../../support/eventually';
import { whileMute } from '../../../support/mute-guest';
import { agentState, host, HOST } from './host';

/** Has flows below the bypass flows drop what goes to a VM; after `work` the bypass flows carry it. */
async function whileDark(vm: LabVm, work: () => Promise<void>): Promise<void> {
  const machine = await host.lab.machine(HOST);
  const drop = (verb: string, more: string) =>
    machine.run(['ovs-ofctl', verb, 'br-int', `table=0,dl_dst=${vm.mac}${more}`]);
  await drop('add-flow', ',priority=30000,actions=drop');
  try {
    await work();
    expect(await host.bypassFlows()).toBeGreaterThan(0);
    const since = await host.clock();
    await eventually(async () => expect((await host.loss(since)).every(({ sent, lost }) => sent > lost)).toBe(true));
  } finally {
    await drop('del-flows', '');
  }
}

export function guardTests(): void {
  test('a port that is put on the dead VLAN while its host has its turn is told, and so is another switch', async () => {
    const before = await host.look();
    const machine = await host.lab.machine(HOST);
    await host.step('verifyHostReady');
    const [port] = vmPorts(findBridge(await readSwitch(machine), 'br-int'));
    const tag = (value: number) => machine.run(['ovs-vsctl', 'set', 'Port', port?.name ?? '', `tag=${value}`]);
    await tag(4095);
    try {
      await expect(host.step('verifySwitchUntouched')).rejects.toMatchObject({
        type: 'HostNotReady',
        message: expect.stringContaining(`${HOST}: on the dead VLAN 4095: ${port?.name}.`),
      });
    } finally {
      await tag(port?.tag as number);
    }
    await host.step('verifySwitchUntouched');
    await expect(host.look()).resolves.toEqual(before);
    // A fake: a real restart of the switch would empty it, and its process could not be brought back.
    const { facts } = host.lab.ledger;
    facts.set(`agents/${HOST}`, { ...facts.get(`agents/${HOST}`), vswitchd: 'another' });
    await expect(host.step('verifySwitchUntouched')).rejects.toMatchObject({
      type: 'HostNotReady',
      message: expect.stringContaining('ovs-vswitchd was restarted: process and start were another, are'),
    });
  });

  test('a VM that was switched off before its host had its turn owes no answer', async () => {
    const vm = VMS.find((one) => one.host === HOST) as LabVm;
    await whileMute(await host.lab.machine(HOST), vm, async () => {
      const since = await host.clock();
      await eventually(async () => {
        const { sent = 0, lost = 0 } = (await host.loss(since)).find(({ name }) => name === vm.name) ?? {};
        expect(sent).toBeGreaterThan(30);
        expect(lost).toBe(sent);
      });
      const { summary } = await host.step('verifyHostReady');
      expect(summary).toContain(`Not guarded, as they do not answer: ${vm.name}.`);
      await host.step('verifyVmsAnswer', { host: HOST, tolerate: false });
    });
  });
}

/** What takes an agent’s start or two each. */
export function longGuardTests(): void {
  test('a VM that goes dark on the new agent’s flows comes back behind the bypass flows, also when the watch ends before its budget, and after it', async () => {
    const before = await host.look();
    const vm = VMS.find((one) => one.host === HOST) as LabVm;
    const lost = {
      type: 'PacketsLost',
      message: expect.stringMatching(
        new RegExp(`${vm.name} has not answered for .* Bypass flows carry the traffic again`),
      ),
    };
    for (const activity of ['verifyHostReady', 'ensureFlowsSeeded', 'ensureBridgesChanged']) await host.step(activity);
    const start = host.step(
      'ensureAgentStarted',
      { host: HOST },
      undefined,
      host.depsWith({ watchSeconds: 1 }, { longestGapMs: 8_000 }),
    );
    await eventually(async () => expect(host.window().moments.map(({ name }) => name)).toContain('unseeded'), {
      ...{ timeoutMs: 60_000, everyMs: 100 },
    });
    await whileDark(vm, () => expect(start).rejects.toMatchObject(lost));
    await host.step('ensureAgentStarted');
    expect(await host.bypassFlows()).toBe(0);
    await whileDark(vm, () =>
      expect(host.step('verifyVmsAnswer', { host: HOST, tolerate: false })).rejects.toMatchObject(lost),
    );
    await expect(agentState()).resolves.toBe('inactive');
    // As when the operator resumes.
    for (const activity of ['verifyHostReady', 'ensureAgentStarted']) await host.step(activity);
    await host.step('verifyVmsAnswer', { host: HOST, tolerate: false });
    await host.step('verifySeedsGone');
    await host.undo();
    await expect(host.look()).resolves.toEqual(before);
  });

  test('where the switch’s first thread cannot go before others the bridges are changed all the same, and that is reported', async () => {
    const before = await host.look();
    const machine = await host.lab.machine(HOST);
    for (const activity of ['verifyHostReady', 'ensureFlowsSeeded']) await host.step(activity);
    await machine.run(['mv', '/usr/bin/taskset', '/usr/bin/taskset.away']);
    try {
      await expect(host.step('ensureBridgesChanged')).resolves.toMatchObject({
        changed: true,
        summary: expect.stringContaining("did not let the switch's first thread go before others"),
      });
    } finally {
      await machine.run(['mv', '/usr/bin/taskset.away', '/usr/bin/taskset']);
    }
    // As after a change that failed at its very end, and is tried again.
    const bypass = await host.bypassFlows();
    await machine.run(['ovs-ofctl', 'del-flows', 'br-int']);
    await expect(host.step('ensureBridgesChanged')).resolves.toMatchObject({
      changed: false,
      summary: expect.stringContaining('br-int had lost bypass flows; they are restored'),
    });
    await expect(host.bypassFlows()).resolves.toBe(bypass);
    await host.undo();
    await expect(host.look()).resolves.toEqual(before);
  });

  test('a probe that stops tells of no silence: the bypass flows are back, and the start is taken up when it pings again', async () => {
    const before = await host.look();
    const probes = await host.lab.machine(host.definition.probes.machine);
    for (const activity of ['verifyHostReady', 'ensureFlowsSeeded', 'ensureBridgesChanged']) await host.step(activity);
    const start = host.step('ensureAgentStarted');
    await eventually(async () => expect(host.window().moments.map(({ name }) => name)).toContain('started'), {
      ...{ timeoutMs: 60_000, everyMs: 100 },
    });
    await probes.run(['sh', '-c', 'systemctl stop "stackleap-probe-*"']);
    await expect(start).rejects.toMatchObject({
      type: 'PacketsLost',
      message: expect.stringMatching(/is not heard.* Bypass flows carry the traffic again/),
    });
    expect(await host.bypassFlows()).toBeGreaterThan(0);
    await expect(host.step('verifyHostReady')).resolves.toMatchObject({
      hold: [expect.stringContaining('the probes hear neither VMs nor control targets')],
    });
    await host.step('ensureProbesStarted', {}, 'network/probes/start');
    await host.step('ensureAgentStarted');
    expect(await host.bypassFlows()).toBe(0);
    await host.undo();
    await expect(host.look()).resolves.toEqual(before);
  });
}
