import type { BinaryCell, Question, Statements } from '../../connectors/mysql/statements';
import type { ClusterDefinition, DatabaseServer } from '../../model/cluster';
import type { Dependencies } from '../dependencies';

type WithDatabases = Pick<Dependencies, 'databases'>;

/** Statements on the old side's server, whose password is not read before the first of them. */
export function sourceStatements(deps: WithDatabases, { source }: ClusterDefinition): Statements {
  return statementsOn(deps, source.server);
}

/** The same on the new side's server. */
export function targetStatements(deps: WithDatabases, { target }: ClusterDefinition): Statements {
  return statementsOn(deps, target.server);
}

function statementsOn({ databases }: WithDatabases, server: DatabaseServer): Statements {
  return {
    rows: async <R>(question: string | Question<R>, parameters?: readonly BinaryCell[]) =>
      (await databases.of(server)).rows<R>(question, parameters),
    run: async (statement, parameters) => (await databases.of(server)).run(statement, parameters),
  };
}
