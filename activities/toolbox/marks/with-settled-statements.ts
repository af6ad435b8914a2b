import { settleStatements } from '../../../connectors/mysql/settle-statements';
import type { UndoEntry, Undos } from '../../../model/ledger';
import type { Dependencies } from '../../dependencies';
import { beat } from '../heartbeat';
import { pairOf } from '../pair-of';
import { sameServer, sidesOf } from '../sides';

type Parts = Pick<Dependencies, 'databases' | 'readDefinition' | 'releasePair'>;

/**
 * The same undos; each first ends what the servers still do for its step, and waits until they have. A statement that was under way when
 * its activity was called off, or its worker died, must not write after the undo has looked.
 */
export function withSettledStatements(deps: Parts, undos: Undos): Undos {
  const settled = Object.entries(undos).map(([kind, undo]) => {
    const afterwards: typeof undo = async (entry, run) => {
      await settle(deps, entry);
      return undo(entry, run);
    };
    return [kind, afterwards] as const;
  });
  return Object.fromEntries(settled);
}

/** The old server is asked where the step copies tables: they are staged there. */
async function settle(deps: Parts, { cluster, step, phase }: UndoEntry): Promise<void> {
  const definition = await deps.readDefinition(cluster);
  const { source, target } = await sidesOf(deps, definition);
  const stages = phase in pairOf(deps, definition).tables && !sameServer(definition);
  for (const server of stages ? [target, source] : [target])
    await settleStatements(server, { cluster, step }, () => beat({ waitingFor: `statements of ${step}` }));
}
