import { withPython } from '../../connectors/python';
import type { Blocker, BlockersResult } from '../../model/blocker';
import type { ClusterDefinition } from '../../model/cluster';
import { NETWORK_SERVICES, type Check, type HandOver } from '../../model/network-services';
import { identifier } from '../../model/quote';
import type { StepInput } from '../../model/run';
import type { Units } from '../../model/units';
import { defineRead } from '../define/step';
import type { Dependencies } from '../dependencies';
import { askMachines, tellUnreached } from '../toolbox/ask-machines';
import { sourceStatements } from '../toolbox/statements';
import { missingUnits } from '../toolbox/missing-units';
import { readUnits } from '../toolbox/units';
import { failedCheck } from './checks';

/** One question to a machine. */
type Question = readonly [host: string, ask: () => Promise<readonly Blocker[]>];

/**
 * What stands in the way of handing network services over; a lease that is renewed now is all that it does. Units of hypervisors are
 * looked at with these. Machines that could not be asked are one blocker.
 */
export const readServiceBlockers = defineRead({
  name: 'readServiceBlockers',
  run: async (
    deps: Pick<Dependencies, 'readDefinition' | 'databases' | 'machine'>,
    input: StepInput,
  ): Promise<BlockersResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const { services } = definition.network;
    const given = NETWORK_SERVICES.flatMap((service) => services[service] ?? []);
    const checks = [...(services.dhcp?.leaseChecks ?? []), ...[services.l3?.check, services.metadata?.check]].filter(
      (check) => check !== null && check !== undefined,
    );
    const questions: readonly Question[] = [
      ...given
        .flatMap((handOver) => [...handOver.old, ...handOver.new])
        .filter(({ host }) => !definition.hypervisors.includes(host))
        .map((units): Question => [units.host, () => unknownUnits(deps, definition, units)]),
      ...checks.map((check): Question => [check.host, () => unfitCheck(deps, definition, check)]),
      ...(services.dhcp?.old ?? []).map(({ host }): Question => [host, () => withoutPython(deps, definition, host)]),
    ];
    const hosts = [...new Set(questions.map(([host]) => host))];
    const { answers, unreached } = await askMachines(hosts, async (host) => {
      const found: Blocker[] = [];
      for (const [on, ask] of questions) if (on === host) found.push(...(await ask()));
      return found;
    });
    return {
      changed: false,
      summary: `${given.length} network services are handed over.`,
      blockers: [
        ...given.flatMap((handOver) => sharedUnits(definition, handOver)),
        ...answers.flat(),
        ...(await unknownNetworks(deps, definition)),
        ...(unreached.length > 0 ? [tellUnreached(unreached, hosts.length)] : []),
      ],
    };
  },
});

type Machines = Pick<Dependencies, 'machine'>;

async function unknownUnits(
  deps: Machines,
  definition: ClusterDefinition,
  { host, units }: Units,
): Promise<readonly Blocker[]> {
  return missingUnits(host, await readUnits(await deps.machine(definition, host), units));
}

/** The same unit is another agent only where packages are swapped. */
function sharedUnits({ hypervisors }: ClusterDefinition, { old, new: next }: HandOver): readonly Blocker[] {
  return old
    .filter(({ host }) => !hypervisors.includes(host))
    .flatMap(({ host, units }) => {
      const fresh = next.filter((list) => list.host === host).flatMap((list) => list.units);
      return units
        .filter((unit) => fresh.includes(unit))
        .map((unit) =>
          invalid(
            `network.services names ${unit} on ${host} as old and as new, and packages are swapped on hypervisors only: give the new agent its own unit.`,
          ),
        );
    });
}

/** A check that fails beforehand would fail afterwards, too, and proves nothing. */
async function unfitCheck(deps: Machines, definition: ClusterDefinition, check: Check): Promise<readonly Blocker[]> {
  const { host, command } = check;
  const machine = await deps.machine(definition, host);
  const tool = await machine.run(['sh', '-c', 'command -v "$1"', 'sh', command[0] ?? ''], { accept: 'any' });
  if (tool.exitCode !== 0) return [invalid(`${host} has no ${command[0]}, which network.services names as a check.`)];
  const problem = await failedCheck(deps as Dependencies, definition, check);
  return problem === undefined
    ? []
    : [{ type: 'CheckFailed', message: `A check of network.services fails before anything is touched: ${problem}.` }];
}

async function unknownNetworks(
  deps: Pick<Dependencies, 'databases'>,
  definition: ClusterDefinition,
): Promise<readonly Blocker[]> {
  const { dhcp } = definition.network.services;
  if (dhcp === null) return [];
  const schema = identifier(definition.source.databases.neutron);
  const rows = await sourceStatements(deps, definition).rows(`SELECT id, name FROM ${schema}.networks`);
  const known = new Set(rows.flatMap(({ id, name }) => [String(id), String(name)]));
  return dhcp.leaseChecks
    .filter(({ network }) => !known.has(network))
    .map(({ network }) => invalid(`The old Neutron has no network ${network}, which network.services.dhcp names.`));
}

async function withoutPython(deps: Machines, definition: ClusterDefinition, host: string): Promise<readonly Blocker[]> {
  const machine = await deps.machine(definition, host);
  const { exitCode } = await machine.run(['sh', '-c', withPython('-c ""')], { accept: 'any' });
  return exitCode === 0
    ? []
    : [{ type: 'HostNotReady', message: `${host} has no Python: its DHCP servers could not be read.` }];
}

function invalid(message: string): Blocker {
  return { type: 'InvalidDefinition', message };
}
