import { createLedgers } from '../../../connectors/ledger/ledgers';
import type { Database } from '../../../connectors/mysql/database';
import { definitionOf } from '../../support/definition';

test('clusters with one target server share its ledger; where the server could not be opened it is tried again', async () => {
  const of = jest.fn(async () => Promise.resolve({} as Database)).mockRejectedValueOnce(new Error('no password'));
  const ledger = createLedgers({ of });
  const blue = definitionOf('blue');
  await expect(ledger(blue)).rejects.toThrow('no password');
  const opened = await ledger(blue);
  expect(await ledger(definitionOf('green'))).toBe(opened);
  expect(of).toHaveBeenCalledTimes(2);
  const { target } = blue;
  const elsewhere = { ...blue, target: { ...target, server: { ...target.server, host: 'other' } } };
  expect(await ledger(elsewhere)).not.toBe(opened);
});
