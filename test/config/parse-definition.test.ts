import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDefinition } from '../../config/parse-definition';
import { readDefinition } from '../../config/read-definition';
import { projectRoot } from '../../config/project-root';
import { fleetYaml } from '../support/fleet-yaml';

const LAB = readFileSync(join(projectRoot(), 'clusters/lab/cluster.yaml'), 'utf8');

function complaintsAbout(text: string): readonly string[] {
  try {
    parseDefinition(text, 'cluster.yaml', 'lab');
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  return [];
}

/** The 1-based line on which `text` stands in the lab's definition. */
function lineOf(text: string): number {
  return LAB.split('\n').findIndex((line) => line.includes(text)) + 1;
}

/** The lab's definition with other lines in place of one. */
function having(lines: string): string {
  return LAB.replace('inFlightIntervalMs: 20', lines);
}

function point(machine: string): string {
  return `{ machine: ${machine}, namespaces: {}, controls: [] }`;
}

function soaking(canaries: string, minutes: number, cluster = LAB): string {
  return cluster.replace(
    'hostsPerBatch: 3,',
    `hostsPerBatch: 3, canaries: [${canaries}], canarySoakMinutes: ${minutes},`,
  );
}

describe('parseDefinition', () => {
  it('reads the lab', async () => {
    const lab = await readDefinition('lab');
    expect(lab.hypervisors).toEqual(['compute1', 'compute2', 'compute3']);
    expect(lab.target.server).toEqual(lab.source.server);
    expect(lab.machines[0]).toEqual({ name: 'controller', address: '10.77.0.2', port: 22 });
  });

  it('refuses hosts without libvirt that are no hypervisors, and leaves guests alone by default', () => {
    const unproven = (host: string) => `${LAB}\nguests: { unproven: [${host}] }\n`;
    expect(parseDefinition(LAB, 'cluster.yaml', 'lab').guests).toEqual({
      adoptStates: false,
      accept: [],
      unproven: [],
    });
    expect(parseDefinition(unproven('compute2'), 'cluster.yaml', 'lab').guests.unproven).toEqual(['compute2']);
    expect(() => parseDefinition(unproven('nowhere'), 'cluster.yaml', 'lab')).toThrow(
      'nowhere is not among the hypervisors',
    );
  });

  it('takes gates, with people or without, and says which are wrong', () => {
    const asking = (approvals: string): string => `${LAB}\napprovals: ${approvals}\n`;
    expect(parseDefinition(LAB, 'cluster.yaml', 'lab').approvals).toBeUndefined();
    const { approvals } = parseDefinition(asking('[preflight, { gate: open, by: [ada, bob] }]'), 'cluster.yaml', 'lab');
    expect(approvals).toEqual([{ gate: 'preflight' }, { gate: 'open', by: ['ada', 'bob'] }]);
    expect(parseDefinition(asking('[]'), 'cluster.yaml', 'lab').approvals).toEqual([]);
    expect(complaintsAbout(asking('[launch]')).join()).toContain('approvals');
    expect(complaintsAbout(asking('[{ gate: open, by: [] }]')).join()).toContain('approvals');
    expect(complaintsAbout(asking('[open, { gate: open, by: [ada] }]')).join()).toContain('a gate is named twice');
    const early = asking('[canaries]').replace(/canaries: \[[^\]]*\]/, 'canaries: []');
    expect(complaintsAbout(early).join()).toContain('there are no rollout.canaries');
  });

  it('takes a user, sudo and jump hosts of one machine', () => {
    const { machines } = parseDefinition(LAB, 'cluster.yaml', 'lab');
    expect(machines[1]).toMatchObject({ ssh: { user: 'stackleap', become: { method: 'sudo', user: 'root' } } });
    const wrong = LAB.replace('become: sudo } }', 'become: su } }');
    expect(complaintsAbout(wrong).join()).toMatch(/machines.1.ssh.become|sudo, or \{ method: sudo/);
    expect(complaintsAbout(LAB.replace('become: sudo } }', 'key: a } }')).join()).toContain('key');
  });

  it('takes other ways to the machines than a key of root', () => {
    const key = 'privateKey: file:/var/lib/stackleap/lab/id_ed25519';
    const ssh = (lines: string) => parseDefinition(LAB.replace(key, lines), 'cluster.yaml', 'lab').ssh;
    const wrong = (lines: string) => complaintsAbout(LAB.replace(key, lines)).join();
    expect(ssh(`${key}\n  become: sudo`).become).toEqual({ method: 'sudo', user: 'root' });
    expect(ssh('agent: true\n  become: { method: sudo, user: ops, password: env:P }')).toEqual({
      user: 'root',
      knownHosts: '/var/lib/stackleap/lab/known_hosts',
      agent: true,
      become: { method: 'sudo', user: 'ops', password: 'env:P' },
    });
    expect(ssh(`${key}\n  proxyJump: { address: a, user: j }`).proxyJump).toEqual([
      { address: 'a', port: 22, user: 'j' },
    ]);
    expect(wrong(`${key}\n  proxyJump: [${'{ address: a, user: j },'.repeat(4)}]`)).toContain(
      'ssh.proxyJump: a jump host { address, port, user, privateKey, passphrase }, or a list of 3 at most',
    );
    expect(wrong(`${key}\n  agent: true`)).toContain('either privateKey or agent must be given, and not both');
    expect(wrong('maxConnections: 5')).toContain('either privateKey or agent must be given, and not both');
    expect(wrong('agent: /run/a\n  passphrase: env:P')).toContain('ssh.passphrase: there is no privateKey');
    expect(wrong(`${key}\n  passphrase: swordfish`)).toContain('ssh.passphrase: a reference "env:NAME"');
    expect(wrong(`${key}\n  certificate: /etc/key-cert.pub`)).toContain(
      'ssh.certificate: OpenSSH certificates are not supported: put the public key into authorized_keys',
    );
    expect(wrong(`${key}\n  become: su`)).toContain('ssh.become: sudo, or { method: sudo');
  });

  it('refuses canaries that are no hypervisors or are listed twice, and needs none', () => {
    const withCanaries = (list: string) => LAB.replace('hostsPerBatch: 3,', `hostsPerBatch: 3, canaries: [${list}],`);
    expect(parseDefinition(LAB, 'cluster.yaml', 'lab').rollout.canaries).toEqual([]);
    expect(parseDefinition(withCanaries('compute2'), 'cluster.yaml', 'lab').rollout.canaries).toEqual(['compute2']);
    expect(complaintsAbout(withCanaries('compute9')).join()).toMatch('compute9 is not among the hypervisors');
    expect(complaintsAbout(withCanaries('compute2, compute2')).join()).toMatch('this host is listed twice');
  });

  it('takes a soak of canaries up to a week, where there are any, and few enough for one verdict', () => {
    const { rollout } = parseDefinition(soaking('compute2', 10_080), 'cluster.yaml', 'lab');
    expect(rollout.canarySoakMinutes).toBe(10_080);
    for (const minutes of [10_081, -1, 0.5])
      expect(complaintsAbout(soaking('compute2', minutes)).join()).toContain('rollout.canarySoakMinutes');
    expect(complaintsAbout(soaking('', 30)).join()).toContain('there are no rollout.canaries');
    expect(() => parseDefinition(soaking('', 0), 'cluster.yaml', 'lab')).not.toThrow();
    const many = Array.from({ length: 101 }, (_, i) => `compute-${i}`).join(', ');
    expect(complaintsAbout(soaking(many, 30, fleetYaml(101))).join()).toContain('at most 100 may soak, here are 101');
  });

  it('takes further machines that ping, and refuses those that are not there or ping already, and a slower interval', () => {
    const good = parseDefinition(having(`points: [${point('compute3')}]`), 'cluster.yaml', 'lab').probes;
    expect(good).toMatchObject({ inFlightIntervalMs: null, points: [{ machine: 'compute3' }] });
    const points = `points: [${['elsewhere', 'compute3', 'controller'].map(point).join(', ')}]`;
    const told = complaintsAbout(having(`inFlightIntervalMs: 100\n  ${points}`)).join('\n');
    expect(told).toContain('probes.points.0.machine: elsewhere is not among the machines');
    expect(told).toContain('probes.points.2.machine: this machine pings already');
    expect(told).toContain('probes.inFlightIntervalMs: not shorter than intervalMs, 100');
    expect(told).not.toContain('points.1');
  });

  it('has the VMs of the host in turn pinged ten times a second at least', () => {
    const every = (intervalMs: number, lines = 'longestGapMs: 1000') =>
      parseDefinition(having(lines).replace(/intervalMs: 100$/m, `intervalMs: ${intervalMs}`), 'cluster.yaml', 'lab')
        .probes;
    expect(every(100).inFlightIntervalMs).toBeNull();
    expect(every(10_000).inFlightIntervalMs).toBe(100);
    expect(every(10_000, 'inFlightIntervalMs: 50').inFlightIntervalMs).toBe(50);
    expect(complaintsAbout(having('inFlightIntervalMs: 200')).join()).toContain('probes.inFlightIntervalMs');
  });

  it('takes what the documentation says of the copy’s limits, and needs none', () => {
    const page = readFileSync(join(projectRoot(), 'docs/databases.md'), 'utf8');
    const example = /^    copy:\n(?: {6,}.*\n)+/m.exec(page)?.[0].replaceAll(/^ {4}/gm, '') ?? '';
    expect(parseDefinition(`${LAB}\n${example}`, 'cluster.yaml', 'lab').copy).toMatchObject({
      threads: 4,
      waitWhile: { threadsRunning: 40, replicas: [{ host: 'db2' }], sql: 'SELECT hold FROM operations.switches' },
    });
    expect(parseDefinition(LAB, 'cluster.yaml', 'lab').copy).toEqual({
      threads: 4,
      waitWhile: { threadsRunning: null, replicaLagSeconds: null, replicas: [], sql: null },
    });
  });

  it('places an error of YAML by file, line and column', () => {
    expect(complaintsAbout('name: lab\nssh: {user: root\nmachines: []\n')[1]).toMatch(/^cluster\.yaml:\d+:\d+: /);
  });

  it('lists unknown keys and wrong types all at once, each with its place', () => {
    const text = LAB.replace('  intervalMs: 100', '  intervalMs: fast\n  colour: blue').replace(
      'user: root',
      'usr: root',
    );
    const shown = complaintsAbout(text);
    expect(shown[0]).toBe('4 errors in the definition:');
    expect(shown).toContainEqual(
      expect.stringMatching(`^cluster.yaml:${lineOf('user: root')}:3: ssh.usr: unknown key`),
    );
    expect(shown).toContainEqual(expect.stringMatching(/ssh\.user: .*expected string/));
    expect(shown).toContainEqual(
      expect.stringMatching(`^cluster.yaml:${lineOf('intervalMs')}:3: probes.intervalMs: .*expected number`),
    );
    expect(shown).toContainEqual(
      expect.stringMatching(`^cluster.yaml:${lineOf('intervalMs') + 1}:3: probes.colour: unknown key`),
    );
  });

  it.each(['../etc', 'a b', 'x;rm', '-x', 'é', 'a/b'])('refuses a host called %s', (name) => {
    const text = LAB.replaceAll('compute3', JSON.stringify(name));
    expect(complaintsAbout(text)).toContainEqual(expect.stringContaining('machines.3.name: a name of letters'));
  });

  it('refuses a machine that is not there, one given twice, and another cluster’s name', () => {
    const text = LAB.replace('machine: controller', 'machine: elsewhere')
      .replace('name: compute2', 'name: compute1')
      .replace('name: lab', 'name: blue');
    expect(
      complaintsAbout(text)
        .slice(1)
        .map((line) => line.replace(/^\S+ /, '')),
    ).toEqual([
      'name: the folder is called lab, the cluster blue',
      'hypervisors.1: compute2 is not among the machines: controller, compute1, compute3',
      'network.services.dhcp.leaseChecks.0.host: compute2 is not among the machines: controller, compute1, compute3',
      'probes.machine: elsewhere is not among the machines: controller, compute1, compute3',
      'machines.2.name: this name is given twice',
    ]);
  });

  it('refuses a secret that stands in the file', () => {
    const text = LAB.replace('file:/var/lib/stackleap/lab/secrets/identity', 'swordfish');
    const shown = complaintsAbout(text).join('\n');
    expect(shown).toContain('target.identity.password: a reference "env:NAME" or "file:/path"');
    expect(shown).not.toContain('swordfish');
  });

  it('names the known clusters when one is unknown', async () => {
    await expect(readDefinition('nowhere')).rejects.toMatchObject({
      type: 'UnknownCluster',
      message: expect.stringContaining('known: lab.'),
    });
  });
});
