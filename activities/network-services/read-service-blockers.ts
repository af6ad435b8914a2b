import { withPython } from '../../connectors/python';
import type { Blocker, BlockersResult } from '../../model/blocker';
import type { ClusterDefinition } from '../../model/cluster';
import { NETWORK_SERVICES, type Check, type HandOver } from '../../model/network-services';
import { identifier } from '../../model/quote';
import type { StepInput } from '../../model/run';
import { NETWORK_SERVICE_UNITS } from '../../releases/liberty-to-stein/packages';
import type { Dependencies } from '../dependencies';
import { sourceQuery } from '../services/databases';
import { isRunning, readUnits } from '../services/units';
import { failedCheck } from './checks';

/** What stands in the way of handing network services over; a lease that is renewed now is all that it does. */
export function createReadServiceBlockers(deps: Pick<Dependencies, 'readDefinition' | 'machine'>) {
  return async (input: StepInput): Promise<BlockersResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const { services } = definition.network;
    const given = NETWORK_SERVICES.flatMap((service) => services[service] ?? []);
    const checks = [...(services.dhcp?.leaseChecks ?? []), ...[services.l3?.check, services.metadata?.check]].filter(
      (check) => check !== null && check !== undefined,
    );
    const shared = given.flatMap((handOver) => sharedUnits(definition, handOver));
    const blockers = (
      await Promise.all([
        ...given.map((handOver) => unknownUnits(deps, definition, handOver)),
        ...checks.map((check) => unfitCheck(deps, definition, check)),
        ...definition.hypervisors.map((host) => unnamedUnits(deps, definition, host)),
        unknownNetworks(definition),
        ...(services.dhcp?.old ?? []).map(({ host }) => withoutPython(deps, definition, host)),
      ])
    ).flat();
    return {
      changed: false,
      summary: `${given.length} network services are handed over.`,
      blockers: [...shared, ...blockers],
    };
  };
}

type Machines = Pick<Dependencies, 'machine'>;

/** Packages bring the new units of hypervisors: those are not asked for yet. */
async function unknownUnits(
  deps: Machines,
  definition: ClusterDefinition,
  handOver: HandOver,
): Promise<readonly Blocker[]> {
  const present = [...handOver.old, ...handOver.new.filter(({ host }) => !definition.hypervisors.includes(host))];
  const found = await Promise.all(
    present.map(async ({ host, units }) => {
      const unknown = (await readUnits(await deps.machine(definition, host), units)).filter(({ exists }) => !exists);
      return unknown.map(({ unit }) => invalid(`${host} has no unit ${unit}, which network.services names.`));
    }),
  );
  return found.flat();
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
            `network.services names ${unit} on ${host} as old and as new, and packages are swapped on hypervisors only: give the new agent a unit of its own.`,
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

/** The swap of packages would restart these with the new code and the old configuration. */
async function unnamedUnits(deps: Machines, definition: ClusterDefinition, host: string): Promise<readonly Blocker[]> {
  const found = await Promise.all(
    NETWORK_SERVICES.map(async (service) => {
      const unit = NETWORK_SERVICE_UNITS[service];
      const { old = [], new: next = [] } = definition.network.services[service] ?? {};
      if ([...old, ...next].some((list) => list.host === host)) return [];
      const running = (await readUnits(await deps.machine(definition, host), [unit])).filter(isRunning);
      return running.map(() =>
        invalid(`${host} runs ${unit}, which new packages would restart: name it in network.services.${service}.`),
      );
    }),
  );
  return found.flat();
}

async function unknownNetworks(definition: ClusterDefinition): Promise<readonly Blocker[]> {
  const { dhcp } = definition.network.services;
  if (dhcp === null) return [];
  const schema = identifier(definition.source.databases.neutron);
  const rows = await sourceQuery(definition)(`SELECT id, name FROM ${schema}.networks`);
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
