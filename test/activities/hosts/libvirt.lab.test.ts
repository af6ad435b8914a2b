import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { HOST_STEPS } from '../../../activities/hosts/steps';
import { readDomains } from '../../../connectors/libvirt/read-domains';
import { domainName, guestsOf } from '../../../lab/compute/guests';
import { COMPUTES, type LabMachine } from '../../../lab/inventory';
import type { StepResult } from '../../../model/run';
import { closeDatabases } from '../../support/databases';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { labMachines } from '../../support/lab-machines';

const RUN = { id: '66666666-libvirt-test', cluster: 'lab', datacenter: 'lab' };
const real = COMPUTES.find(({ guests }) => guests === 'qemu') as LabMachine;
const HOST = real.name;

const lab = labMachines(LAB_DEFINITION);
const undos = undosOf(HOST_STEPS, lab.deps);
type HostStep = 'ensureLibvirtNoted' | 'ensureUnitsHeld' | 'ensureLibvirtRestarted';

function step(activity: HostStep): Promise<StepResult> {
  const input = { run: RUN, step: `hosts/${HOST}/${activity}`, phase: 'hosts', host: HOST } as const;
  return activitiesOf(HOST_STEPS, lab.deps)[activity](input);
}

async function shell(script: string): Promise<string> {
  return (await (await lab.machine(HOST)).run(['sh', '-c', script], { accept: 'any' })).stdout;
}

/** Its guests with their processes and devices, and how units are. */
async function look(): Promise<string> {
  const { domains } = await readDomains(await lab.machine(HOST));
  const units = await shell(
    'for u in libvirtd openvswitch neutron-openvswitch-agent openstack-nova-compute; do echo $u $(systemctl is-enabled $u) $(systemctl is-active $u); done',
  );
  return JSON.stringify(domains, undefined, 1) + units;
}

const pid = (): Promise<string> => shell('systemctl show --property=MainPID libvirtd');

async function undoAll(): Promise<string[]> {
  const said: string[] = [];
  for (const entry of [...lab.ledger.undos]) {
    said.push((await undos[entry.kind]?.(entry, RUN)) ?? '');
    await undos[entry.kind]?.(entry, RUN);
    await lab.ledger.closeUndo(RUN, entry.step);
  }
  return said;
}

afterEach(() => undoAll());
afterAll(async () => {
  lab.close();
  await closeDatabases();
});

async function takeOver(): Promise<StepResult> {
  await step('ensureLibvirtNoted');
  await step('ensureUnitsHeld');
  return step('ensureLibvirtRestarted');
}

test('libvirtd is restarted once, forward and back, and takes over every real guest with its process', async () => {
  const [before, old] = [await look(), await pid()];
  await expect(takeOver()).resolves.toMatchObject({
    changed: true,
    summary: expect.stringMatching(/libvirt [\d.]+, qemu [\d.]+; \d guests go on\.$/) as string,
  });
  const restarted = await pid();
  expect(restarted).not.toBe(old);
  await expect(step('ensureLibvirtRestarted')).resolves.toMatchObject({ changed: false });
  await expect(pid()).resolves.toBe(restarted);

  await undoAll();
  await expect(pid()).resolves.not.toBe(restarted);
  await expect(look()).resolves.toBe(before);
});

test('a worker that dies during the restart leaves it to the next try, which restarts nothing again', async () => {
  await step('ensureLibvirtNoted');
  await step('ensureUnitsHeld');
  const dying = labMachines(LAB_DEFINITION);
  const input = { run: RUN, step: `hosts/${HOST}/ensureLibvirtRestarted`, phase: 'hosts', host: HOST } as const;
  const old = await pid();
  const attempt = activitiesOf(HOST_STEPS, { ...dying.deps, ledger: lab.deps.ledger }).ensureLibvirtRestarted(input);
  const ended = attempt.catch(() => undefined);
  while ((await pid()) === old) await shell('sleep 0.1');
  dying.close();
  await ended;
  await expect(step('ensureLibvirtRestarted')).resolves.toMatchObject({ changed: false });
});

test('a guest that the old libvirtd cannot read any more gets back what it had written itself', async () => {
  const before = await look();
  await takeOver();
  const [guest] = guestsOf(real).map(domainName);
  // as a newer libvirt might write it
  await shell(
    `sed -i 's/<domstatus /<newdomstatus /; s/<.domstatus>/<\\/newdomstatus>/' /run/libvirt/qemu/${guest}.xml`,
  );
  await expect(undoAll()).resolves.toContain(
    `${HOST}: the old libvirtd runs again, and knows ${guestsOf(real).length} guests.`,
  );
  await expect(look()).resolves.toBe(before);
});

test('a host whose libvirtd would take its guests with it when it stops is refused, and left alone', async () => {
  const [before, old] = [await look(), await pid()];
  const folder = '/etc/systemd/system/libvirtd.service.d';
  await shell(`printf '[Service]\\nKillMode=control-group\\n' >${folder}/zz-test.conf; systemctl daemon-reload`);
  try {
    const input = { run: RUN, step: `preflight/${HOST}/look`, phase: 'preflight', host: HOST } as const;
    const { blockers } = await activitiesOf(HOST_STEPS, lab.deps).readHostBlockers(input);
    expect(blockers).toEqual([
      { type: 'HostNotReady', message: expect.stringContaining('KillMode is control-group') as string },
    ]);
    await expect(takeOver()).rejects.toMatchObject({ type: 'HostNotReady' });
    await expect(pid()).resolves.toBe(old);
  } finally {
    await shell(`rm ${folder}/zz-test.conf; systemctl daemon-reload`);
  }
  await undoAll();
  await expect(look()).resolves.toBe(before);
});
