import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { killAllIn, processesIn, runsIn, untilNoneIn } from '../../../lab/hosts/leftovers';
import { eventually } from '../../support/eventually';
import { temporaryFolder } from '../../support/temporary-folder';

const ROOT = '/cache/layers/.building';

describe('a leftover', () => {
  it.each([
    ["a machine's loop", ['/bin/bash', '/p/lab/hosts/run-machine.sh', 'a', 'sl-a', `${ROOT}/a`], '/'],
    ['nspawn', ['systemd-nspawn', '-q', '-D', `${ROOT}/stein/root`, 'true'], '/'],
    ['debootstrap', ['/bin/sh', '/usr/sbin/debootstrap', 'bullseye', ROOT], '/'],
    ['what is chrooted', ['dpkg', '--configure', '-a'], `${ROOT}/base/upper`],
  ])('is %s of the folder', (_, argv, root) => {
    expect(runsIn(ROOT, { argv, root })).toBe(true);
  });

  it.each([
    ['an editor', ['vi', `${ROOT}/a/etc/hosts`], '/'],
    ['nspawn elsewhere', ['systemd-nspawn', '-D', `${ROOT}-2/a`], '/'],
    ['anything else', ['sleep', '1'], '/'],
  ])('is not %s', (_, argv, root) => {
    expect(runsIn(ROOT, { argv, root })).toBe(false);
  });

  describe('that runs', () => {
    const folder = temporaryFolder();
    let child: ChildProcess;
    beforeAll(() => {
      // the name that the process goes by is its first argument
      child = spawn('sh', ['-c', 'sleep 600 & wait', 'run-machine.sh', join(folder, 'machine')], { stdio: 'ignore' });
    });
    afterAll(() => {
      child.kill('SIGKILL');
    });

    it('is found, killed with its children, and gone', async () => {
      const pid = child.pid as number;
      const found = await eventually(() => {
        const now = processesIn(folder);
        expect(now.map((running) => running.pid)).toEqual([pid]);
        return now;
      });
      expect(found).toHaveLength(1);
      expect(await untilNoneIn(folder, 0)).toBe(false);
      await killAllIn(folder);
      expect(await untilNoneIn(folder, 5_000)).toBe(true);
    });
  });
});
