import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { readDefinition } from '../../config/read-definition';
import type { RemoteMachine } from '../../model/remote-command';
import { eventually } from '../support/eventually';
import { labMachines } from '../support/lab-machines';

const FOLDER = '/run/stackleap-precedence-test';
const THREADS = `for task in /proc/$(cat /run/openvswitch/ovs-vswitchd.pid)/task/*; do
cut -d ' ' -f 1,40,41 "$task/stat"; grep Cpus_allowed_list "$task/status"; done
cut -d ' ' -f 1,40,41 /proc/$(cat /run/openvswitch/ovsdb-server.pid)/stat`;

let lab: ReturnType<typeof labMachines>;
let machine: RemoteMachine;
beforeAll(async () => {
  lab = labMachines(await readDefinition('lab'));
  machine = await lab.machine('compute2');
  for (const name of ['precedence.py', 'real_time.py', 'commands.py'])
    await machine.writeFile(`${FOLDER}/${name}`, readFileSync(join(projectRoot(), 'remote/host-helper', name), 'utf8'));
});
afterAll(async () => {
  await machine.run(['rm', '-rf', FOLDER]);
  lab.close();
});

/** Of every thread of the switch, and of its database's server at the end, its number, priority and policy, and the processors that it may run on. */
async function threads(): Promise<string> {
  return (await machine.run(['sh', '-c', THREADS])).stdout;
}

/** What the threads are like meanwhile; `ending` is Python. */
async function meanwhile(ending: string): Promise<string> {
  const program = `import os, subprocess, sys
sys.path.insert(0, sys.argv[1])
import precedence
first = precedence.FirstThreadFirst()
assert first.__enter__()
sys.stdout.write(subprocess.check_output(['sh', '-c', sys.argv[2]]).decode())
sys.stdout.flush()
${ending}
`;
  return (await machine.run(['python3', '-c', program, FOLDER, THREADS], { accept: 'any' })).stdout;
}

test('the first thread of the switch goes before all others, and afterwards each has what it had', async () => {
  const before = await threads();
  const then = await meanwhile('first.__exit__()');
  const processors = [...then.matchAll(/Cpus_allowed_list:\s*(\S+)/g)].map(([, list]) => list);
  expect(processors.length).toBeGreaterThan(2);
  expect(new Set(processors).size).toBe(1);
  expect(processors[0]).toMatch(/^\d+$/);
  // the policy 1 is FIFO
  expect(then.split('\n')[0]).toMatch(/ 37 1$/);
  // the database's server, which it waits for
  expect(then.trim().split('\n').at(-1)).toMatch(/ 38 1$/);
  await expect(threads()).resolves.toBe(before);
});

test('they get it back when the program is killed, too', async () => {
  const before = await threads();
  await expect(meanwhile('os.kill(os.getpid(), 9)')).resolves.not.toBe(before);
  await eventually(async () => expect(await threads()).toBe(before));
});
