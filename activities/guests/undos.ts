import type { Undos } from '../../model/ledger';
import type { Dependencies } from '../dependencies';
import { withFailures } from '../toolbox/with-failures';
import { restoreGuestStates } from './settle-guests';

export function createGuestUndos(deps: Dependencies): Undos {
  return withFailures({ restoreGuestStates: (entry, run) => restoreGuestStates(deps, entry, run) });
}
