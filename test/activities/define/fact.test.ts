import { defineFact, defineFacts } from '../../../activities/define/fact';
import { memoryLedger } from '../../support/memory-ledger';

const RUN = { id: 'run-1', cluster: 'blue', datacenter: 'dc1' };

test('a fact is read as it was recorded, alone or out of many', async () => {
  const ledger = memoryLedger();
  const colour = defineFact<{ readonly name: string; readonly shades?: readonly number[] }>('colour');
  await expect(colour.read(ledger, 'blue')).resolves.toBeUndefined();
  await colour.record(ledger, RUN, { name: 'blue', shades: [1, 2] });
  await expect(colour.read(ledger, 'blue')).resolves.toEqual({ name: 'blue', shades: [1, 2] });
  expect(colour.from(await ledger.readFacts('blue', ''))).toEqual({ name: 'blue', shades: [1, 2] });
  expect(colour.from({})).toBeUndefined();
});

test('facts of one type stand under their prefix, each by its name', async () => {
  const ledger = memoryLedger();
  const hosts = defineFacts<{ readonly cores: number }>('hosts/');
  await hosts.of('compute1').record(ledger, RUN, { cores: 2 });
  await hosts.of('compute2').record(ledger, RUN, { cores: 4 });
  expect(ledger.facts.get('hosts/compute2')).toEqual({ cores: 4 });
  await expect(hosts.readAll(ledger, 'blue')).resolves.toEqual(
    new Map([
      ['compute1', { cores: 2 }],
      ['compute2', { cores: 4 }],
    ]),
  );
});

test('what JSON would change does not compile', () => {
  // @ts-expect-error -- JSON would make a text of it
  const moment = defineFact<{ readonly at: Date }>('moment');
  expect(moment.key).toBe('moment');
});
