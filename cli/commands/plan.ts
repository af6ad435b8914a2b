import type { Command } from 'commander';
import { sha256 } from '../../alignment/sha256';
import { ParsedDefinitions } from '../../config/snapshot/parsed-definitions';
import { takeSnapshot } from '../../config/snapshot/take-snapshot';
import type { ClusterDefinition } from '../../model/cluster';
import { wantsTrials } from '../../activities/hosts/trials/wants-trials';
import { PHASES, type PhaseName } from '../../model/phases';
import { planDigest } from '../../plan/digest';
import { printPlan } from '../print/print-plan';
import { printAgents } from '../print/print-agents';
import { printGuests } from '../print/print-guests';
import { printHostFiles } from '../print/print-host-files';
import { printHostGroups } from '../print/print-host-groups';
import { printCanaryTurns } from '../print/print-canary-turns';
import { printDatabases, type PrintOptions } from '../print/print-databases';
import { printOpening } from '../print/print-opening';
import { printSaved } from '../print/print-saved';
import { printTrials } from '../print/print-trials';
import { printNetwork } from '../print/print-network';
import { planUpgrade } from '../../plan/upgrade';
import { readDatabases } from '../read/databases';
import { readHostDatapaths } from '../read/datapaths';
import { readGuests } from '../read/guests';
import { readHostFiles } from '../read/host-files';
import { readGroupsOfHosts } from '../read/host-groups';
import { readAntiAffinity } from '../read/anti-affinity-groups';
import { readTrials } from '../read/trials';
import { readNetwork } from '../read/network';
import { exitCode, UsageError } from '../console/exit';
import { names, phaseNames, withJson } from '../console/options';
import { show, type Output } from '../console/output';
import { savePlan } from '../console/save-plan';

interface Options extends Output {
  readonly phases?: readonly PhaseName[];
  readonly hosts?: readonly string[];
  readonly seedFlows: boolean;
  readonly save?: boolean;
  readonly offline?: boolean;
  readonly sql?: boolean;
}

/** `plan`: prints what `upgrade` would execute, node for node, and what that does to the databases as they are now. */
export function addPlanCommand(program: Command): void {
  withJson(program.command('plan <cluster>'))
    .description('print the plan of an upgrade without running it')
    .option('--phases <names>', 'only these phases, separated by commas', phaseNames)
    .option('--hosts <names>', 'only these hypervisors, separated by commas', names)
    .option('--no-seed-flows', 'restart agents unprotected: no flows carry the traffic meanwhile')
    .option('--save', "keep the plan in the datacenter's store; `upgrade --plan` takes its digest")
    .option('--sql', 'also print the statements that copy rows')
    .option('--offline', 'do not read databases or APIs')
    .action(plan);
}

async function plan(cluster: string, options: Options): Promise<void> {
  const { phases, hosts, seedFlows, save, offline = false, sql = false, ...output } = options;
  const { definition, content } = await takeSnapshot(cluster, new ParsedDefinitions());
  const unknown = (hosts ?? []).filter((host) => !definition.hypervisors.includes(host));
  if (unknown.length > 0) throw new UsageError(`${cluster} has no hypervisor ${unknown.join(', ')}.`);
  const wanted = PHASES.filter((name) => name === 'preflight' || (phases?.includes(name) ?? true));
  const chosen = hosts ?? definition.hypervisors;
  let asked: ReturnType<typeof readGroupsOfHosts> | undefined;
  const askHosts = async () => (asked ??= readGroupsOfHosts(definition, chosen));
  const antiAffinity = wanted.includes('agents') ? await groupsUnless(offline, definition) : null;
  const groups = antiAffinity !== null && 'groups' in antiAffinity ? antiAffinity.groups : [];
  const read = wanted.includes('hosts') ? await trialsUnless(offline, definition, chosen, askHosts) : [];
  const trials = 'unread' in read ? [] : read;
  const planned = planUpgrade(definition, { phases: wanted, hosts: hosts ?? null, seedFlows }, groups, trials);
  const made = { ...planned, snapshot: sha256(content) };
  const digest = planDigest(made);
  const request = { cluster, seedFlows, ...(phases && { phases }), ...(hosts && { hosts }) };
  const saved = save === true ? await savePlan(request) : null;
  const databases = offline ? null : await readDatabases(definition, wanted);
  const text = databases === null ? '' : `\n${databaseText(databases, { sql })}`;
  // Where the databases cannot be asked, that is said once.
  const unread = databases !== null && 'unread' in databases;
  const network = offline || unread ? null : await readNetwork(definition, wanted);
  const networkText = network === null ? '' : `\n${networkLines(network)}`;
  const agents = offline || unread || !wanted.includes('agents') ? null : await readHostDatapaths(definition, chosen);
  const agentText = agents === null ? '' : `\n${printAgents(agents)}`;
  const guests = offline || unread ? null : await readGuests(definition, wanted, chosen);
  const guestText = guests === null ? '' : `\n${printGuests(guests)}`;
  const hostGroups = offline || unread || !wanted.includes('hosts') ? null : await askHosts();
  const hostText = hostGroups === null ? '' : `\n${printHostGroups(hostGroups)}`;
  // Of hosts that were named: those of a whole cluster would hide all else.
  const hostFiles = hosts === undefined || hostGroups === null ? null : await readHostFiles(definition, hosts);
  const fileText = hostFiles === null ? '' : `\n${printHostFiles(hostFiles)}`;
  const opening = printOpening(made, definition.rollout.open);
  const told = [
    printPlan(made),
    opening,
    printTrials(read),
    printCanaryTurns(definition, chosen, made),
    groupsText(antiAffinity),
    text,
    networkText,
    guestText,
    agentText,
    hostText,
    fileText,
    printSaved(digest, saved),
  ].join('');
  const sharedLoads = sharedLoadsOf(antiAffinity);
  show(
    output,
    {
      digest,
      saved,
      plan: made,
      sharedLoads,
      trials,
      databases,
      network,
      guests,
      agents,
      hostGroups,
      hostFiles,
    },
    told,
  );
  // The upgrade's own preflight would refuse with just these.
  if ([databases, network, guests].some((read) => read !== null && 'blockers' in read && read.blockers.length > 0))
    process.exitCode = exitCode('PreflightBlocked');
}

async function groupsUnless(offline: boolean, definition: ClusterDefinition): ReturnType<typeof readAntiAffinity> {
  return offline ? { unread: '--offline' } : readAntiAffinity(definition);
}

async function trialsUnless(
  offline: boolean,
  definition: ClusterDefinition,
  hosts: readonly string[],
  readGroups: Parameters<typeof readTrials>[2],
): ReturnType<typeof readTrials> {
  if (!wantsTrials(definition, hosts.length)) return [];
  return offline ? { unread: '--offline' } : readTrials(definition, hosts, readGroups);
}

/** The groups as `--json` has them: their keys are an interface. */
function sharedLoadsOf(read: Awaited<ReturnType<typeof readAntiAffinity>> | null): object | null {
  return read !== null && 'groups' in read ? { loads: read.groups, problems: read.problems } : read;
}

function groupsText(read: Awaited<ReturnType<typeof readAntiAffinity>> | null): string {
  return read !== null && 'unread' in read
    ? `\n\nServer groups and pools, which decide the order of the agents, could not be read: ${read.unread}`
    : '';
}

function networkLines(read: NonNullable<Awaited<ReturnType<typeof readNetwork>>>): string {
  return 'unread' in read ? `\nThe network could not be read: ${read.unread}` : printNetwork(read);
}

function databaseText(read: NonNullable<Awaited<ReturnType<typeof readDatabases>>>, options: PrintOptions): string {
  return 'unread' in read ? `\nThe databases could not be read: ${read.unread}` : printDatabases(read, options);
}
