import type { Blocker } from '../../model/blocker';
import type { ClusterDefinition } from '../../model/cluster';
import { isErrorType, type ErrorType } from '../../model/errors';
import type { StepInput } from '../../model/run';
import type { Units } from '../../model/units';
import { defineRead } from '../define/step';
import type { Dependencies } from '../dependencies';
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
      blocking('HostUnreachable', () => novaManage(deps, definition)),
      ...[...source.apis, ...target.services, ...target.apis].map((list) =>
        blocking('HostUnreachable', () => units(deps, definition, list)),
      ),
    ]);
    return { blockers: found.flat() };
  },
});

async function services(definition: ClusterDefinition): Promise<Blocker[]> {
  const troubles = await troublesOf(await openSession(definition));
  return troubles.map((trouble) => ({ type: 'ApiFailed', message: `${trouble}.` }));
}

async function novaManage(deps: Dependencies, definition: ClusterDefinition): Promise<Blocker[]> {
  const { host, command } = definition.target.novaManage;
  const machine = await deps.machine(definition, host);
  const { exitCode } = await machine.run(['test', '-x', command[0] ?? ''], { accept: [0, 1] });
  if (exitCode === 0) return [];
  return [{ type: 'InvalidDefinition', message: `target.novaManage: ${host} has no program ${command[0] ?? ''}.` }];
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
