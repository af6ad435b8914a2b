import { runDetached } from '../../../connectors/units/detached';
import { settleUnits } from '../../../connectors/units/settle-units';
import { STEPS_FOLDER } from '../../../connectors/units/steps-folder';
import { formerStepUnits, stepUnitName } from '../../../model/names';
import type { RemoteMachine } from '../../../model/remote-command';
import { eventually } from '../../support/eventually';
import { labMachines } from '../../support/lab-machines';

const lab = labMachines();
const STEP = `hosts/settled/${process.pid}-swap`;
const UNIT = stepUnitName('lab', STEP);
const FORMER = `stackleap-01923abc-hosts-settled-${process.pid}-swap`;
const TALLY = '/run/stackleap-settle-test';
let machine: RemoteMachine;

beforeAll(async () => {
  machine = await lab.machine('compute3');
});
afterEach(async () => {
  for (const unit of [UNIT, FORMER]) {
    await machine.run(['systemctl', 'kill', '--signal=KILL', `${unit}.service`], { accept: 'any' });
    await machine.run(['systemctl', 'reset-failed', `${unit}.service`], { accept: 'any' });
    await machine.run(['sh', '-c', `rm -f "$1"/"$2".* ${TALLY}`, 'sh', STEPS_FOLDER, unit]);
  }
});
afterAll(() => lab.close());

const writing = (word: string, seconds: number): readonly string[] => [
  ...['sh', '-c', `echo ${word} begins >>${TALLY}; sleep ${seconds}; echo ${word} ends >>${TALLY}`],
];
const tally = async (): Promise<string> => ((await machine.readFile(TALLY)) ?? '').trim().replaceAll('\n', ', ');

/** Begins a unit and gives it up, as a step does that is cancelled. */
async function giveUp(unit: string, argv: readonly string[]): Promise<void> {
  const cancel = new AbortController();
  const step = runDetached(machine, unit, argv, { signal: cancel.signal });
  await eventually(async () => expect(await tally()).toMatch(/begins$/));
  cancel.abort(new Error('cancelled'));
  await expect(step).rejects.toThrow(/cancelled|aborted/);
}

const settle = (how: 'await' | 'end', on = machine) =>
  settleUnits(on, [UNIT, formerStepUnits(STEP)], { how, pollMs: 100 });

test.each([UNIT, FORMER])('%s is awaited, and its outcome is not that of the next run', async (unit) => {
  await giveUp(unit, writing('first', 2));
  await settle('await');
  await expect(tally()).resolves.toBe('first begins, first ends');
  await settle('await');
  await runDetached(machine, unit, writing('first', 0));
  await expect(tally()).resolves.toBe('first begins, first ends, first begins, first ends');
});

test('what is harmless is ended, whichever version has begun it', async () => {
  await giveUp(FORMER, writing('first', 60));
  await giveUp(UNIT, writing('second', 60));
  await settle('end');
  await expect(tally()).resolves.toBe('first begins, second begins');
});

test('another command of the same name is awaited, and its outcome is not taken', async () => {
  await giveUp(UNIT, writing('first', 1));
  await runDetached(machine, UNIT, writing('second', 0));
  await expect(tally()).resolves.toBe('first begins, first ends, second begins, second ends');
});

test('a host whose systemd does not answer is out of reach, not idle', async () => {
  await giveUp(UNIT, writing('first', 60));
  const hidden = 'mount -t tmpfs tmpfs /run && exec "$@"';
  const silent: RemoteMachine = {
    ...machine,
    name: machine.name,
    run: (argv, options) => machine.run(['unshare', '-m', 'sh', '-c', hidden, 'sh', ...argv], options),
  };
  await expect(settle('await', silent)).rejects.toMatchObject({
    type: 'HostUnreachable',
    message: expect.stringContaining('does not say which units run') as string,
  });
});
