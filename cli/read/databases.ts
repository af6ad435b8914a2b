import { readDatabasePlan } from '../../activities/databases/preflight/read-database-plan';
import type { ClusterDefinition } from '../../model/cluster';
import type { PhaseName } from '../../model/phases';
import { withDependencies } from './with-dependencies';

/** What these phases will do to the databases, read from where the command line runs; null where none of them copies tables. */
export async function readDatabases(
  definition: ClusterDefinition,
  phases: readonly PhaseName[],
): Promise<Awaited<ReturnType<typeof readDatabasePlan>> | null> {
  if (!phases.some((phase) => ['images', 'compute', 'volumes'].includes(phase))) return null;
  return withDependencies(definition, (deps) => readDatabasePlan(deps, definition, phases));
}
