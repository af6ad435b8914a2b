import { pinoLogger } from '../../workers/logger';

function logged(meta: Record<string, unknown>): Record<string, unknown> {
  const lines: string[] = [];
  pinoLogger('datacenter dc1', { write: (line) => void lines.push(line) }).error('Activity failed', meta);
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
}

describe("a worker's log", () => {
  it('keeps the type, the message and the stack of an error, and what caused it', () => {
    const error = new TypeError('no such host', { cause: new RangeError('port 99999') });
    expect(logged({ error, activityType: 'ensureThing' })).toMatchObject({
      name: 'datacenter dc1',
      msg: 'Activity failed',
      activityType: 'ensureThing',
      error: {
        type: 'TypeError',
        message: 'no such host: port 99999',
        stack: expect.stringMatching(
          /^TypeError: no such host\n.*logger\.test\.ts.*caused by: RangeError: port 99999/s,
        ),
      },
    });
  });

  it('keeps what is no error as it is, and no password', () => {
    expect(logged({ error: 'gone', password: 'hunter2' })).toMatchObject({ error: 'gone', password: '…' });
  });
});
