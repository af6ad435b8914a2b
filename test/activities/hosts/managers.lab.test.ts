import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { HOST_STEPS } from '../../../activities/hosts/steps';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { labMachines } from '../../support/lab-machines';
import { withDhcp } from '../../support/with-dhcp';

const HOST = 'compute1';
const RUN = { id: '99999999-managers-test', cluster: 'lab', datacenter: 'lab' };
const INPUT = { run: RUN, step: `hosts/${HOST}/managers`, phase: 'hosts', host: HOST } as const;
const lab = labMachines(withDhcp(LAB_DEFINITION, HOST));
const undos = undosOf(HOST_STEPS, lab.deps);
const hold = (): Promise<unknown> => activitiesOf(HOST_STEPS, lab.deps).ensureManagersHeld(INPUT);

async function shell(script: string): Promise<string> {
  return (await (await lab.machine(HOST)).run(['sh', '-c', script], { accept: 'any' })).stdout;
}

/** A run of Puppet, as root's cron begins it. */
const puppetRuns = (): Promise<string> =>
  shell('rm -f /tmp/applied; puppet agent --onetime >/dev/null; [ -e /tmp/applied ] && echo applied');

const CRON = '/etc/systemd/system/yum-cron.service';
const look = (): Promise<string> =>
  shell(
    `for u in puppet yum-cron; do systemctl is-enabled $u; systemctl is-active $u; done; sha256sum ${CRON}; ls -A /var/lib/puppet/state /etc/systemd`,
  );

async function undo(): Promise<void> {
  for (const entry of [...lab.ledger.undos]) {
    for (const _ of [1, 2]) await undos[entry.kind]?.(entry, RUN);
    await lab.ledger.closeUndo(RUN, entry.step);
  }
}

beforeAll(() =>
  shell(`echo 'touch /tmp/applied' >/etc/puppet/catalog.sh
    mkdir -p /var/lib/puppet/state
    printf '[Service]\\nType=oneshot\\nRemainAfterExit=yes\\nExecStart=/bin/true\\n[Install]\\nWantedBy=multi-user.target\\n' >${CRON}
    systemctl daemon-reload; systemctl enable --now yum-cron`),
);
afterAll(async () => {
  await undo();
  await shell(
    `systemctl disable --now yum-cron; rm -f ${CRON} /etc/puppet/catalog.sh /tmp/applied; systemctl daemon-reload`,
  );
  lab.close();
});

test('Puppet by its service and by cron, and automatic updates, are held; afterwards all is as before', async () => {
  const before = await look();
  await expect(puppetRuns()).resolves.toBe('applied\n');
  for (const changed of [true, false]) await expect(hold()).resolves.toMatchObject({ changed });
  await expect(puppetRuns()).resolves.toBe('');
  await expect(shell('systemctl is-active puppet yum-cron; systemctl is-enabled puppet yum-cron')).resolves.toBe(
    'inactive\ninactive\nmasked\nmasked\n',
  );
  await undo();
  await expect(look()).resolves.toBe(before);
  await expect(puppetRuns()).resolves.toBe('applied\n');
});

test('a run of Puppet that goes on is waited for', async () => {
  await shell(`echo 'sleep 5; touch /tmp/applied' >/etc/puppet/catalog.sh; rm -f /tmp/applied
    systemd-run --quiet puppet agent --onetime
    while [ ! -e /var/lib/puppet/state/agent_catalog_run.lock ]; do sleep 0.1; done`);
  await hold();
  await expect(shell('ls /tmp/applied')).resolves.toBe('/tmp/applied\n');
  await undo();
  await shell("echo 'touch /tmp/applied' >/etc/puppet/catalog.sh");
});

test('what cron runs and nothing keeps from running is named before anything is touched', async () => {
  await shell(
    "mkdir -p /etc/cron.d; printf '# chef-client\\n*/5 * * * * root /usr/bin/chef-client -d\\n' >/etc/cron.d/site",
  );
  try {
    const input = { ...INPUT, step: `preflight/${HOST}/look`, phase: 'preflight' } as const;
    const { blockers } = await activitiesOf(HOST_STEPS, lab.deps).readHostBlockers(input);
    expect(blockers.map(({ message }) => message)).toEqual([
      `${HOST}: /etc/cron.d/site, line 2, runs “*/5 * * * * root /usr/bin/chef-client -d” by the clock, which would undo what the upgrade changes: comment it out until the host is through.`,
    ]);
  } finally {
    await shell('rm /etc/cron.d/site');
  }
});
