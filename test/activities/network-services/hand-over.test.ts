import { setTimeout as sleep } from 'node:timers/promises';
import { ActivityCancellationDetails } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { z } from 'zod';
import { defineUndoRecord } from '../../../activities/define/undo';
import { beat } from '../../../activities/toolbox/heartbeat';
import type { Dependencies } from '../../../activities/dependencies';
import { SINCE_STOPPED, type Gap } from '../../../activities/network-services/gap';
import { handOver } from '../../../activities/network-services/hand-over';
import { notePutBack } from '../../../activities/network-services/put-back';
import type { Procedure } from '../../../activities/network-services/procedure';
import { readServiceFact } from '../../../activities/network-services/service-fact';
import type { Ledger } from '../../../model/ledger';
import type { ServiceReport } from '../../../model/report/service-report';
import { fakeSystemd } from '../../support/fake-systemd';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { memoryLedger } from '../../support/memory-ledger';

const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const INPUT = { run: RUN, step: 'agents/services/dhcp', phase: 'agents' } as const;
const UNDO = defineUndoRecord({ kind: 'restoreDhcp', detail: z.object({ before: z.string() }) });
type Before = { readonly before: string };
const [OLD, NEW] = ['old-agent', 'new-agent'];

let ledger: ReturnType<typeof memoryLedger>;
let units: Map<string, 'active' | 'inactive'>;
beforeEach(() => {
  ledger = memoryLedger();
  units = new Map([
    [OLD, 'active'],
    [NEW, 'inactive'],
  ]);
});

function procedure(sides: Partial<Awaited<ReturnType<Procedure<Before>['open']>>> = {}): Procedure<Before> {
  return {
    ...{ service: 'dhcp', title: 'DHCP', servers: 'servers', undo: UNDO },
    agents: [{ host: 'compute1', units: [NEW] }],
    observe: () => Promise.resolve({ before: 'all' }),
    open: () =>
      Promise.resolve({
        networks: 2,
        gap: SINCE_STOPPED,
        stopOld: () => Promise.resolve(void units.set(OLD, 'inactive')),
        prove: (renewed) => {
          renewed('flat');
          return Promise.resolve(undefined);
        },
        restore: () => {
          units.set(NEW, 'inactive').set(OLD, 'active');
          return Promise.resolve({ at: Date.now(), ms: 250, served: true });
        },
        ...sides,
      }),
  };
}

function hand(sides = {}, over: Ledger = ledger) {
  const deps = { machine: () => Promise.resolve(fakeSystemd(units)) } as unknown as Dependencies;
  return handOver(deps, { definition: LAB_DEFINITION, ledger: over }, INPUT, procedure(sides));
}

async function fact(): Promise<ServiceReport> {
  return (await readServiceFact(ledger, 'lab', 'dhcp')) as ServiceReport;
}

function lacking(renewed: (network: string) => void): Promise<string> {
  renewed('vlan');
  return Promise.resolve('no lease was renewed on flat: refused');
}

const dead = (): Promise<never> => Promise.reject(new Error('the worker was killed'));

test('what can be prepared is done while the old side serves; nothing is stopped where that fails', async () => {
  const prepare = async (): Promise<void> => {
    expect(units.get(OLD)).toBe('active');
    expect(await readServiceFact(ledger, 'lab', 'dhcp')).toBeUndefined();
  };
  await expect(hand({ prepare })).resolves.toMatchObject({ changed: true });
  units.set(OLD, 'active').set(NEW, 'inactive');
  await expect(hand({ prepare: dead })).rejects.toThrow('the worker was killed');
  expect(units.get(OLD)).toBe('active');
});

test('the first stop is noted before it comes, and the gap when the new side is proven', async () => {
  const stopOld = async (): Promise<void> => {
    await expect(fact()).resolves.toMatchObject({ outcome: 'unfinished', machines: ['compute1'], networks: 2 });
    units.set(OLD, 'inactive');
    await sleep(30);
  };
  await expect(hand({ stopOld })).resolves.toMatchObject({ changed: true });
  await expect(fact()).resolves.toEqual({
    ...{ service: 'dhcp', outcome: 'handed-over', machines: ['compute1'], networks: 2, renewed: ['flat'] },
    ...{ stoppedAt: expect.stringMatching(/^\d{4}-.*Z$/), gapMs: expect.any(Number), backMs: null },
  });
  expect((await fact()).gapMs).toBeGreaterThanOrEqual(29);
});

test('asked again, it stops nothing and keeps the gap', async () => {
  await hand({ stopOld: () => sleep(20) });
  const first = await fact();
  await sleep(20);
  await expect(hand({ stopOld: dead })).resolves.toEqual({ changed: false, report: first });
  await expect(fact()).resolves.toEqual(first);
});

test.each([
  ['before the new side is started', { stopOld: dead }],
  ['while the new side is proven', { prove: dead }],
])('killed %s, the next try counts from the first stop', async (_, broken) => {
  await expect(hand({ ...broken, restore: dead })).rejects.toThrow('killed');
  const left = await fact();
  expect(left.outcome).toBe('unfinished');
  await sleep(50);
  await hand();
  await expect(fact()).resolves.toMatchObject({ outcome: 'handed-over', stoppedAt: left.stoppedAt });
  expect((await fact()).gapMs).toBeGreaterThanOrEqual(49);
});

test('a gap whose beginning was missed is none', async () => {
  const gap: Gap = { ...SINCE_STOPPED, begin: (takenUp) => Promise.resolve(!takenUp) };
  await expect(hand({ gap, prove: dead, restore: dead })).rejects.toThrow('killed');
  await hand({ gap });
  await expect(fact()).resolves.toMatchObject({ outcome: 'handed-over', stoppedAt: null, gapMs: null });
});

describe('when the new side does not serve', () => {
  test('the old side is put back, and the time that it took is reported', async () => {
    await expect(hand({ prove: lacking })).rejects.toMatchObject({
      type: 'HandOverFailed',
      message: expect.stringMatching(/^DHCP: no lease .* refused\. The old servers were back after 0\.3 s\./),
    });
    expect(Object.fromEntries(units)).toEqual({ [OLD]: 'active', [NEW]: 'inactive' });
    await expect(fact()).resolves.toMatchObject({
      ...{ outcome: 'put-back', gapMs: expect.any(Number), backMs: 250, renewed: ['vlan'] },
    });
  });

  test('an attempt that Temporal has given up leaves both sides to the one that goes on', async () => {
    const env = new MockActivityEnvironment();
    const prove = async (): Promise<undefined> => {
      env.cancel('NOT_FOUND', ActivityCancellationDetails.fromProto({ isNotFound: true }));
      beat('proving');
      return Promise.resolve(undefined);
    };
    await expect(env.run(() => hand({ prove }))).rejects.toThrow('NOT_FOUND');
    expect(Object.fromEntries(units)).toEqual({ [OLD]: 'inactive', [NEW]: 'active' });
    await expect(fact()).resolves.toMatchObject({ outcome: 'unfinished' });
  });

  test('the next try counts from the start', async () => {
    await expect(hand({ prove: lacking })).rejects.toThrow('no lease');
    const { stoppedAt } = await fact();
    await sleep(5);
    await hand();
    const after = await fact();
    expect(after).toMatchObject({ outcome: 'handed-over', backMs: null, renewed: ['flat'] });
    expect(after.stoppedAt).not.toBe(stoppedAt);
  });

  test('neither a ledger nor a check that does not answer hides why', async () => {
    let facts = 0;
    const recordFact: Ledger['recordFact'] = async (...input) =>
      ++facts > 1 ? Promise.reject(new Error('the ledger is away')) : ledger.recordFact(...input);
    const gap: Gap = { ...SINCE_STOPPED, measure: dead, end: dead };
    await expect(hand({ prove: lacking, gap }, { ...ledger, recordFact })).rejects.toThrow('no lease');
    expect(units.get(OLD)).toBe('active');
  });
});

describe('notePutBack', () => {
  const back = { at: Date.now() + 3_600_000, ms: 400, served: true };

  test('keeps the gap of the hand-over that is undone, and is noted once', async () => {
    await hand();
    const { gapMs } = await fact();
    await notePutBack(ledger, RUN, await fact(), SINCE_STOPPED, back);
    await notePutBack(ledger, RUN, await fact(), SINCE_STOPPED, { ...back, ms: 1 });
    await expect(fact()).resolves.toMatchObject({ outcome: 'put-back', gapMs, backMs: 400 });
  });

  test('of what was never finished the gap lasts until the old side is back', async () => {
    await expect(hand({ prove: dead, restore: dead })).rejects.toThrow('killed');
    await notePutBack(ledger, RUN, await fact(), SINCE_STOPPED, back);
    const { stoppedAt, gapMs } = await fact();
    expect(gapMs).toBe(back.at - Date.parse(stoppedAt ?? ''));
  });

  test('says nothing of a service that was never touched', async () => {
    await notePutBack(ledger, RUN, undefined, SINCE_STOPPED, back);
    expect(ledger.facts.size).toBe(0);
  });
});
