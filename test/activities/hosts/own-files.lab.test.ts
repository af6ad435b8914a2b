import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { HOST_STEPS } from '../../../activities/hosts/steps';
import { maskUnits, unmaskUnits } from '../../../activities/toolbox/hold-units';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { labMachines } from '../../support/lab-machines';

const HOST = 'compute1';
const RUN = { id: '88888888-files-test', cluster: 'lab', datacenter: 'lab' };
const lab = labMachines(LAB_DEFINITION);

async function shell(script: string): Promise<string> {
  return (await (await lab.machine(HOST)).run(['sh', '-c', script], { accept: 'any' })).stdout;
}

afterAll(() => lab.close());

describe('a unit file that an operator has put into /etc/systemd/system', () => {
  const unit = 'puppet.service';
  const file = `/etc/systemd/system/${unit}`;
  const look = (): Promise<string> =>
    shell(`sha256sum ${file}; stat -c '%a %U:%G' ${file}; systemctl is-enabled ${unit}; ls -A /etc/systemd`);

  beforeEach(() => shell(`cp /usr/lib/systemd/system/${unit} ${file}; chmod 600 ${file}; systemctl daemon-reload`));
  afterEach(() => shell(`rm -f ${file}; systemctl daemon-reload`));

  test('is laid aside while the unit is held, and put back as it was', async () => {
    const before = await look();
    const machine = await lab.machine(HOST);
    for (const _ of [1, 2]) await maskUnits(machine, [unit, 'libvirt-guests']);
    await expect(shell(`systemctl is-enabled ${unit}`)).resolves.toBe('masked\n');
    for (const _ of [1, 2]) await unmaskUnits(machine, [unit, 'libvirt-guests']);
    await expect(look()).resolves.toBe(before);
  });
});

describe('a nova.conf that is a link to a file elsewhere', () => {
  const [link, file] = ['/etc/nova/nova.conf', '/srv/site/nova.conf'];
  const look = (): Promise<string> => shell(`readlink ${link}; sha256sum ${file}; stat -c '%a %U:%G' ${file}`);

  beforeEach(() => shell(`mkdir -p /srv/site; mv ${link} ${file}; ln -s ${file} ${link}`));
  afterEach(() => shell(`rm ${link}; mv ${file} ${link}; rm -r /srv/site`));

  test('stays one: the file behind it is written, and comes back byte for byte', async () => {
    const before = await look();
    const input = { run: RUN, step: `hosts/${HOST}/configuration`, phase: 'hosts', host: HOST } as const;
    await activitiesOf(HOST_STEPS, lab.deps).ensureConfiguration(input);
    const written = await look();
    expect(written).toMatch(new RegExp(`^${file}\n`));
    expect(written).not.toBe(before);
    for (const entry of [...lab.ledger.undos]) await undosOf(HOST_STEPS, lab.deps)[entry.kind]?.(entry, RUN);
    await expect(look()).resolves.toBe(before);
  });
});
