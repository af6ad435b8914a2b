import type { CommandResult } from '../../model/remote-command';
import { said } from './call';
import { NO_CHANGES } from './changes';
import type { DryRun } from './package-manager';
import { readTransactionTable } from './transaction-table';

/** rpm tests the transaction, and nothing is written but packages into the cache. */
export const TEST = '--setopt=tsflags=test';

/** What a shell says of a line that it passes by, or of a transaction that it cannot make; it ends with 0 all the same. */
const REFUSED = /^ ?(Problem( \d+)?:|Error\b)/m;

/** How a transaction by a shell would go. */
export function readShellTest(result: CommandResult): DryRun {
  const refused = result.exitCode !== 0 || REFUSED.test(result.stdout) || REFUSED.test(result.stderr);
  return refused
    ? { problem: said(result), changes: NO_CHANGES }
    : { problem: undefined, changes: readTransactionTable(result.stdout) };
}
