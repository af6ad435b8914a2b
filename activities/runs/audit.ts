import type { OperatorCommand } from '../../model/operator/operator-commands';
import type { RunRef } from '../../model/run';
import type { Verdict } from '../../model/upgrade';
import type { Dependencies } from '../dependencies';

/** Who commanded what, and how it ended: remarks in the ledger. */
export function createAuditActivities(deps: Pick<Dependencies, 'readDefinition' | 'ledger'>) {
  return {
    async recordCommands({ run, commands }: { run: RunRef; commands: readonly OperatorCommand[] }): Promise<void> {
      const ledger = await deps.ledger(await deps.readDefinition(run.cluster));
      for (const { name, ...payload } of commands) await ledger.recordEvent(run, name, { ...payload });
    },

    async recordVerdict(input: { run: RunRef; verdict: Verdict; error: string | null }): Promise<void> {
      const { run, verdict, error } = input;
      const ledger = await deps.ledger(await deps.readDefinition(run.cluster));
      await ledger.recordEvent(run, 'verdict', { verdict, error: error ?? '' });
    },
  };
}
