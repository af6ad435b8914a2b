import { MachineError } from '../../../connectors/ssh/machine-error';
import { askMachines, tellUnreached, unreachedFailure } from '../../../activities/toolbox/ask-machines';

const MACHINES = Array.from({ length: 60 }, (_, i) => `compute${i + 1}`);

function down(machine: string): MachineError {
  return new MachineError('HostUnreachable', `${machine} (10.0.0.1:22) does not answer: no connection.`);
}

test('asks every machine, also behind those that do not answer, and not all at once', async () => {
  let now = 0;
  let most = 0;
  const { answers, unreached } = await askMachines(MACHINES, async (machine) => {
    most = Math.max(most, ++now);
    await new Promise(setImmediate);
    now--;
    if (['compute2', 'compute40'].includes(machine)) throw down(machine);
    return machine;
  });
  expect(most).toBe(20);
  expect(answers).toEqual(MACHINES.filter((machine) => !['compute2', 'compute40'].includes(machine)));
  expect(unreached.map(({ machine }) => machine)).toEqual(['compute2', 'compute40']);
});

test('tells at once how many could not be asked, and names the first of them', () => {
  const unreached = MACHINES.slice(0, 12).map((machine) => ({ machine, error: down(machine) }));
  expect(tellUnreached(unreached, 60)).toEqual({
    type: 'HostUnreachable',
    message: `12 of 60 machines could not be asked: ${MACHINES.slice(0, 10).join(', ')} and 2 more. compute1 (10.0.0.1:22) does not answer: no connection.`,
  });
  expect(unreachedFailure(unreached, 60)).toMatchObject({
    type: 'HostUnreachable',
    nonRetryable: false,
    message: expect.stringMatching(/^12 of 60 machines could not be asked: compute1, .* Check the network/),
  });
});

test('keeps the type of what went wrong, where it has one', () => {
  const refused = new MachineError('HostAuthentication', 'compute1 refuses user root.');
  expect(tellUnreached([{ machine: 'compute1', error: refused }], 1)).toMatchObject({ type: 'HostAuthentication' });
  expect(tellUnreached([{ machine: 'compute1', error: new Error('odd') }], 1)).toMatchObject({
    type: 'HostUnreachable',
  });
});
