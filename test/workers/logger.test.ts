import { resolveSecret } from '../../config/secrets';
import { onResolved } from '../../config/secret/resolved';
import { pinoLogger } from '../../workers/logger';
import { KnownSecrets } from '../../workers/telemetry/known-secrets';

function logged(meta: Record<string, unknown>): Record<string, unknown> {
  const lines: string[] = [];
  pinoLogger('datacenter dc1', undefined, { write: (line) => void lines.push(line) }).error('Activity failed', meta);
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

  it('has no value of a secret that the worker has resolved, however it is spelled', async () => {
    const secret = 'p"4ss/w\\rd+née\nsecond line of a private key';
    process.env['STACKLEAP_TEST_LOGGER'] = secret;
    const secrets = new KnownSecrets();
    onResolved((value) => secrets.add(value));
    await resolveSecret('env:STACKLEAP_TEST_LOGGER');
    delete process.env['STACKLEAP_TEST_LOGGER'];
    const lines: string[] = [];
    const logger = pinoLogger('datacenter dc1', secrets, { write: (line) => void lines.push(line) });
    const url = `rabbit://nova:${encodeURIComponent(secret)}@10.0.0.1/`;
    const meta = {
      error: new Error(`no ${secret}`),
      url,
      answer: JSON.stringify({ secret }),
      deep: { list: [secret] },
    };
    logger.error(`refused ${secret} and ${Buffer.from(secret).toString('base64')}`, meta);
    logger.info('second line of a private key');
    const text = lines.join('');
    expect(() => lines.map((line) => JSON.parse(line) as object)).not.toThrow();
    for (const part of ['p\\"4ss', 'second line', 'p%224ss', Buffer.from('p"4ss/w').toString('base64').slice(0, 9)])
      expect(text).not.toContain(part);
    expect(text).toContain('rabbit://nova:…@10.0.0.1/');
  });

  it('takes nothing so short for a secret that it is a part of any word', () => {
    const secrets = new KnownSecrets();
    for (const short of ['', 'a', 'admin']) secrets.add(short);
    expect(secrets.hide('an administrator')).toBe('an administrator');
  });
});
