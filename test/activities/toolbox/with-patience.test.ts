import type { EventEmitter } from 'node:events';
import type { Info } from '@temporalio/activity';
import type { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { failure } from '../../../activities/toolbox/failure';
import { beat } from '../../../activities/toolbox/heartbeat';
import { withFailures } from '../../../activities/toolbox/with-failures';
import { withPatience } from '../../../activities/toolbox/patience/with-patience';
import { ApiError } from '../../../connectors/openstack/api-error';
import type { ClusterDefinition } from '../../../model/cluster';
import { definitionOf } from '../../support/definition';

const run = { id: 'run-1', cluster: 'blue', datacenter: 'dc1' };

interface Seen {
  readonly error: ApplicationFailure | undefined;
  /** Attempts until it was final. */
  readonly attempts: number;
  readonly last: unknown;
}

/** Tries as Temporal does: each attempt gets the last heartbeat of the one before. */
async function tryOften(step: (input: object) => Promise<unknown>, most = 100, seconds = 0.05): Promise<Seen> {
  const outages = { databaseSeconds: seconds, apiSeconds: seconds, hostSeconds: seconds };
  const readDefinition = async (): Promise<ClusterDefinition> => Promise.resolve(definitionOf('blue', { outages }));
  const { act } = withPatience({ readDefinition }, withFailures({ act: step }));
  let last: unknown;
  for (let attempt = 1; ; attempt++) {
    const env = environment({ attempt, heartbeatDetails: last });
    (env as EventEmitter).on('heartbeat', (details) => (last = details));
    const error = await env.run(act, { run }).then(
      () => undefined,
      (failed: unknown) => failed as ApplicationFailure,
    );
    if (error === undefined || error.nonRetryable === true || attempt === most)
      return { error, attempts: attempt, last };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function ofBlue(): Promise<ClusterDefinition> {
  return Promise.resolve(definitionOf('blue'));
}

/** Whose failures are expected: they are not logged. */
function environment(info: Partial<Info>): MockActivityEnvironment {
  return new MockActivityEnvironment(info, { logger: new DefaultLogger('ERROR') });
}

const fails = (error: () => Error) => async () => Promise.reject(error());

describe('a step that fails', () => {
  it.each([
    ['a host', () => failure('HostUnreachable', 'compute1 does not answer.')],
    ['a database', () => failure('DatabaseUnreachable', 'It does not answer.')],
    ['an API that says nothing', () => new ApiError('GET', 'http://nova', 0, 'refused')],
    ['an API behind a proxy', () => new ApiError('GET', 'http://nova', 503, 'no backend')],
  ])('by an outage is waited for by time: %s', async (_, error) => {
    const { error: final, attempts } = await tryOften(fails(error));
    expect(attempts).toBeGreaterThan(1);
    expect(final?.message).toMatch(/It was waited for since \d{4}-\d\d-\d\dT.*, 0 s\. /);
    expect((await tryOften(fails(error), 20, 900)).error?.nonRetryable).not.toBe(true);
  });

  it.each([
    ['a command', () => failure('CommandFailed', 'exit code 1.'), 'CommandFailed'],
    ['an API that refuses', () => new ApiError('POST', 'http://nova', 400, 'bad'), 'ApiFailed'],
    ['a bug', () => new TypeError('x is undefined'), 'TypeError'],
  ])('by something else stands after six attempts: %s', async (_, error, type) => {
    expect(await tryOften(fails(error))).toMatchObject({ attempts: 6, error: { type, nonRetryable: true } });
  });

  it('for good stands at once, as it is', async () => {
    const error = failure('RowsDiffer', 'images: 3 rows differ.');
    expect(await tryOften(fails(() => error))).toEqual({ error, attempts: 1, last: undefined });
  });

  it('keeps its trouble beside its own signs of life', async () => {
    let calls = 0;
    const { last } = await tryOften(async () => {
      if (++calls === 1) throw failure('HostUnreachable', 'compute1 does not answer.');
      beat({ rows: 7 });
      return Promise.resolve();
    });
    expect(last).toMatchObject({ at: { rows: 7 }, trouble: { outage: 'host', outages: 1 } });
  });

  it('without a word too often is what kills its worker', async () => {
    const { act } = withPatience({ readDefinition: ofBlue }, { act: async () => Promise.resolve('done') });
    expect(await environment({ attempt: 21 }).run(act)).toBe('done');
    await expect(environment({ attempt: 22 }).run(act)).rejects.toMatchObject({ type: 'StepTimedOut' });
  });
});
