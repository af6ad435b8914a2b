import { runDetached } from '../../../connectors/units/detached';
import { STEPS_FOLDER } from '../../../connectors/units/steps-folder';
import type { RemoteMachine } from '../../../model/remote-command';
import { eventually } from '../../support/eventually';
import { labMachines } from '../../support/lab-machines';

const lab = labMachines();
const TALLY = '/run/stackleap-detached-test';
let machine: RemoteMachine;
let unit = '';
let count = 0;

beforeAll(async () => {
  machine = await lab.machine('compute3');
});
beforeEach(() => {
  unit = `stackleap-detached-test-${process.pid}-${count++}`;
});
afterEach(async () => {
  await machine.run(['systemctl', 'stop', `${unit}.service`], { accept: 'any' });
  await machine.run(['systemctl', 'reset-failed', `${unit}.service`], { accept: 'any' });
  await machine.run(['sh', '-c', `rm -f "$1"/"$2".* ${TALLY}`, 'sh', STEPS_FOLDER, unit]);
});
afterAll(() => lab.close());

/** A command that notes each of its runs and lasts a while. */
function tallying(seconds: number, exitCode = 0): readonly string[] {
  return ['sh', '-c', `echo run >>${TALLY}; sleep ${seconds}; echo "it's done"; exit ${exitCode}`];
}

async function runs(): Promise<number> {
  return ((await machine.readFile(TALLY)) ?? '').split('\n').length - 1;
}

test('runs a command to its end, and again when it is asked for again', async () => {
  const polled = jest.fn();
  const result = await runDetached(machine, unit, tallying(1), { onPoll: polled });
  expect(result).toEqual({ exitCode: 0, output: "it's done\n" });
  expect(polled).toHaveBeenCalled();
  await runDetached(machine, unit, tallying(0));
  await expect(runs()).resolves.toBe(2);
});

test('callers at the same time share one run', async () => {
  const callers = [0, 1, 2].map(() => runDetached(machine, unit, tallying(2)).then(({ exitCode }) => exitCode));
  await Promise.allSettled(callers);
  await expect(runs()).resolves.toBe(1);
});

test('a killed worker loses nothing: the next one waits for the same run', async () => {
  const dying = labMachines();
  const worker = new AbortController();
  const first = runDetached(await dying.machine('compute3'), unit, tallying(3), { signal: worker.signal });
  await eventually(async () => expect(await runs()).toBe(1));
  // it asks no more: a worker that only lost its connection would open another one
  worker.abort(new Error('killed'));
  dying.close();
  await expect(first).rejects.toThrow(/killed|aborted/);
  await expect(runDetached(machine, unit, tallying(3))).resolves.toMatchObject({ output: "it's done\n" });
  await expect(runs()).resolves.toBe(1);
});

test('an outcome waits for whoever asks for it', async () => {
  const abort = new AbortController();
  const first = runDetached(machine, unit, tallying(1), { signal: abort.signal });
  await eventually(async () => expect(await runs()).toBe(1));
  abort.abort(new Error('an operator'));
  await expect(first).rejects.toThrow(/an operator|aborted/);
  await eventually(async () => expect(await machine.readFile(`${STEPS_FOLDER}/${unit}.json`)).toBeDefined());
  await expect(runDetached(machine, unit, tallying(1))).resolves.toMatchObject({ exitCode: 0 });
  await expect(runs()).resolves.toBe(1);
});

test('a failure gives exit code and output; a killed unit is reported, too', async () => {
  await expect(runDetached(machine, unit, tallying(0, 3))).rejects.toThrow(/ended with exit code 3: it's done/);
  const killed = runDetached(machine, unit, tallying(30));
  killed.catch(() => undefined);
  await eventually(async () => expect(await runs()).toBe(2));
  await machine.run(['systemctl', 'kill', '--signal=KILL', `${unit}.service`]);
  await expect(killed).rejects.toThrow('before it was through');
});
