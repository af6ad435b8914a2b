import { execFileSync } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { ensureProbes, stopProbes } from '../../connectors/probes/probe-units';
import { readProbeLoss } from '../../connectors/probes/read-loss';
import { readPaces } from '../../connectors/probes/read-pace';
import { readProbeSamples } from '../../connectors/probes/read-samples';
import { readRunning } from '../../connectors/probes/running-probes';
import { runDetached } from '../../connectors/units/detached';
import type { RemoteMachine } from '../../model/remote-command';
import { besides } from '../support/besides';
import { eventually } from '../support/eventually';
import { installOldTools } from '../support/old-tools';
import { openPackagedHost, type PackagedHost } from '../support/packaged-host';

const SET = 'old-tools';
const PROBES = [{ name: 'vm1', address: '127.0.0.1', namespace: '' }];

/** What `ip route get` says, one word after the other, of a neighbour and of an address behind a gateway. */
const WAYS = `import sys
sys.dont_write_bytecode = True
sys.path.insert(0, '/srv/remote/probe')
import ask
print(ask.way_to('127.0.0.1'))
ask.subprocess.check_output = lambda argv: b'10.9.0.1 via 10.0.0.1 dev eth0 src 10.0.0.7 uid 0 \\\\    cache '
try:
    ask.way_to('10.9.0.1')
except ValueError as error:
    print(error)
print(ask.Guest('vm1', '10.0.0.9', 'fa:16:3e:00:00:01').mac == b'\\xfa\\x16\\x3e\\x00\\x00\\x01')`;

describe('a machine with the tools of CentOS 7: stand-ins that refuse, and Python 2.7 alone', () => {
  let host: PackagedHost;
  let machine: RemoteMachine;

  beforeAll(async () => {
    host = await openPackagedHost('dnf');
    await installOldTools(host.root);
    await cp(join(projectRoot(), 'remote'), join(host.root, 'srv/remote'), { recursive: true });
    machine = await besides(host);
  });
  afterAll(async () => host.close());

  test('refuses what a new one takes', async () => {
    for (const argv of [
      ['systemd-run', '--collect', '--', 'true'],
      ['systemd-run', '--property=Restart=always', '--', 'true'],
      ['tar', '--sort=name', '-cf', '/dev/null', '/etc/hostname'],
      ['ip', '-json', 'link'],
    ])
      await expect(machine.run(argv)).rejects.toThrow(/Unknown assignment|unrecognized option/);
    await expect(machine.run(['python3', '-V'])).rejects.toThrow('python3');
  });

  test('pings, starts again what ends, tells what is lost and hands its logs over', async () => {
    await ensureProbes(machine, SET, PROBES, 100);
    expect([...(await readRunning(machine, SET)).groups.values()]).toEqual([['vm1 127.0.0.1']]);
    const since = { since: 0, intervalMs: 100 };
    const sent = async (): Promise<number> => (await readProbeLoss(machine, SET, ['vm1'], since))[0]?.sent ?? 0;
    await eventually(async () => expect(await sent()).toBeGreaterThan(5));
    await machine.run(['sh', '-c', 'kill $(pgrep -P "$(cat /run/units/stackleap-probe-old-tools-*.service)")']);
    const before = await sent();
    await eventually(async () => expect(await sent()).toBeGreaterThan(before + 5));
    expect(await readProbeLoss(machine, SET, ['vm1'], since)).toMatchObject([{ name: 'vm1', lost: 0 }]);
    expect(await readPaces(machine, SET, ['vm1'])).toMatchObject([{ name: 'vm1' }]);
    await expect(stopProbes(machine, SET)).resolves.toBe(1);
    await eventually(async () => expect((await readRunning(machine, SET)).groups.size).toBe(0));
    const pieces: Uint8Array[] = [];
    await readProbeSamples(machine, SET, async (piece) => Promise.resolve(void pieces.push(piece)));
    expect(execFileSync('tar', ['-tzf', '-'], { input: Buffer.concat(pieces), encoding: 'utf8' })).toBe('./vm1.log\n');
  });

  test('carries out a step as a unit', async () => {
    await expect(runDetached(machine, 'stackleap-old', ['echo', 'done'], { pollMs: 50 })).resolves.toEqual({
      exitCode: 0,
      output: 'done\n',
    });
  });

  test('runs every program that is sent there', async () => {
    const all = 'find /srv/remote -name "*.py" ! -path "*/neutron-extension/*" | xargs python2.7 -m py_compile';
    await expect(machine.run(['sh', '-c', all])).resolves.toMatchObject({ stderr: '' });
    const { stdout } = await machine.run(['python2.7', '-'], { input: WAYS });
    expect(stdout).toBe("('lo', '127.0.0.1')\n10.9.0.1 is behind the gateway 10.0.0.1: ARP does not reach it\nTrue\n");
  });
});
