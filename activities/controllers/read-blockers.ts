import { listResourceClasses } from '../../connectors/openstack/placement-api';
import type { Blocker } from '../../model/blocker';
import type { ClusterDefinition } from '../../model/cluster';
import { isErrorType, type ErrorType } from '../../model/errors';
import type { StepInput } from '../../model/run';
import type { Units } from '../../model/units';
import { defineRead } from '../define/step';
import type { Dependencies } from '../dependencies';
import { latencyBlockers } from './preflight/latency';
import { novaManageBlockers } from './preflight/nova-manage-blockers';
import { rabbitBlockers } from './preflight/rabbit-blockers';
import { versionBlockers } from './preflight/service-versions';
import { sourceStatements, targetStatements } from '../toolbox/statements';
import { openSession } from '../toolbox/open-session';
import { readUnits } from '../toolbox/units';
import { troublesOf } from './service-states';

/** All that keeps the new control plane from taking over, and the old one from being stopped; reads only. */
export const readControllerBlockers = defineRead({
  name: 'readControllerBlockers',
  run: async (deps: Dependencies, input: StepInput): Promise<{ readonly blockers: readonly Blocker[] }> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const { source, target } = definition;
    const found = await Promise.all([
      blocking('SecretMissing', () => services(definition)),
      blocking('HostUnreachable', async () =>
        novaManageBlockers(await deps.machine(definition, target.novaManage.host), definition),
      ),
      blocking('HostUnreachable', () => rabbitBlockers((host) => deps.machine(definition, host), target.rabbit)),
      blocking('DatabaseUnreachable', () => versionBlockers(targetStatements(deps, definition), definition)),
      blocking('DatabaseUnreachable', () =>
        latencyBlockers('The old database server', 'database', () =>
          sourceStatements(deps, definition).rows('SELECT 1'),
        ),
      ),
      blocking('DatabaseUnreachable', () =>
        latencyBlockers('The new database server', 'database', () =>
          targetStatements(deps, definition).rows('SELECT 1'),
        ),
      ),
      ...[...source.apis, ...target.services, ...target.apis].map((list) =>
        blocking('HostUnreachable', () => units(deps, definition, list)),
      ),
    ]);
    return { blockers: found.flat() };
  },
});

async function services(definition: ClusterDefinition): Promise<Blocker[]> {
  const session = await openSession(definition);
  const troubles = await troublesOf(session);
  if (troubles.length > 0) return troubles.map((trouble) => ({ type: 'ApiFailed', message: `${trouble}.` }));
  return latencyBlockers('The new Placement', 'api', () => listResourceClasses(session));
}

async function units(deps: Dependencies, definition: ClusterDefinition, list: Units): Promise<Blocker[]> {
  const states = await readUnits(await deps.machine(definition, list.host), list.units);
  const unknown = states.filter(({ exists }) => !exists).map(({ unit }) => unit);
  if (unknown.length === 0) return [];
  return [{ type: 'InvalidDefinition', message: `${list.host} has no unit ${unknown.join(', ')}.` }];
}

/** What a question found; if it could not be asked, that: preflight names everything at once. */
async function blocking(otherwise: ErrorType, ask: () => Promise<Blocker[]>): Promise<Blocker[]> {
  try {
    return await ask();
  } catch (error) {
    const type = (error as { readonly type?: string | null }).type ?? '';
    return [
      {
        type: isErrorType(type) ? type : otherwise,
        message: error instanceof Error ? error.message : String(error),
      },
    ];
  }
}
