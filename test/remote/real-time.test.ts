import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { eventually } from '../support/eventually';
import { temporaryFolder } from '../support/temporary-folder';

/** Of the controller `cpu`; a group that is made there has no real time of its own, as services on CentOS 7 have none. */
const ROOT = '/sys/fs/cgroup/cpu';
const NAME = `stackleap-test-${process.pid}`;
const GROUP = join(ROOT, NAME);
const rundir = temporaryFolder();
let daemon: ChildProcess;
let pid: string;

const onSuchKernel = existsSync(join(ROOT, 'cpu.rt_runtime_us')) ? describe : describe.skip;

const groupOf = (): string => readFileSync(`/proc/${pid}/cgroup`, 'utf8');
const priority = (): string => execFileSync('chrt', ['--pid', pid], { encoding: 'utf8' });

const askForRealTime = (): unknown => execFileSync('chrt', ['--fifo', '--pid', '37', pid], { stdio: 'pipe' });

/** The policy of a daemon that stands for the switch, meanwhile; `ending` is Python. */
function meanwhile(ending: string): string {
  const program = `import os, subprocess, sys
sys.path.insert(0, sys.argv[1])
open(sys.argv[3] + '/tasks', 'w').write(str(os.getpid()))
import precedence
first = precedence.FirstThreadFirst()
print(first.__enter__())
sys.stdout.write(subprocess.check_output(['chrt', '--pid', sys.argv[2]]).decode())
sys.stdout.flush()
${ending}
`;
  const helper = join(projectRoot(), 'remote/host-helper');
  const env = { ...process.env, OVS_RUNDIR: rundir, PYTHONDONTWRITEBYTECODE: '1' };
  try {
    return execFileSync('python3', ['-c', program, helper, pid, GROUP], { encoding: 'utf8', env });
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
}

onSuchKernel('a switch in a control group without real time', () => {
  beforeAll(() => {
    mkdirSync(GROUP);
    daemon = spawn('sleep', ['600'], { stdio: 'ignore' });
    pid = String(daemon.pid);
    writeFileSync(join(GROUP, 'tasks'), pid);
    writeFileSync(join(rundir, 'ovs-vswitchd.pid'), `${pid}\n`);
  });
  afterAll(async () => {
    daemon.kill();
    await eventually(async () => Promise.resolve(rmdirSync(GROUP)));
  });

  test('is refused real-time priority there', () => {
    expect(askForRealTime).toThrow('Operation not permitted');
  });

  test.each(['first.__exit__()', 'os.kill(os.getpid(), 9)'])(
    'gets it all the same, and is where it was afterwards: %s',
    async (ending) => {
      const [group, policy] = [groupOf(), priority()];
      expect(group).toContain(NAME);
      const [granted, ...shown] = meanwhile(ending).split('\n');
      expect(granted).toBe('True');
      expect(shown.join('\n')).toContain('SCHED_FIFO');
      await eventually(() => Promise.resolve(expect([groupOf(), priority()]).toEqual([group, policy])));
    },
  );
});
