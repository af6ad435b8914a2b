import type { Command } from 'commander';
import { didYouMean } from '../../config/names/near-names';
import type { FleetCommand } from '../../model/fleet/fleet';
import { listFirst } from '../../model/list-first';
import { fleetWorkflowId } from '../../model/names';
import { describeRun } from '../console/describe-run';
import { UsageError } from '../console/exit';
import { operator, withJson } from '../console/options';
import { show, type Output } from '../console/output';
import { send, sentText } from '../console/send';
import { withTemporal } from '../console/temporal';
import { readFleetHistory } from '../read/fleet/fleet-history';
import { knownFleets } from '../read/fleet/known-fleets';
import { noFleet } from './no-fleet';

interface Reason extends Output {
  readonly why?: string;
}

const COMMANDS: readonly (readonly [FleetCommand, string, string])[] = [
  ['holdDatacenter', 'hold', 'pause the upgrades of a datacenter, and begin none there; the others go on'],
  ['releaseDatacenter', 'release', 'let a datacenter that is held go on'],
];

/** `fleet hold` and `fleet release`. */
export function addFleetControlCommands(fleet: Command): void {
  for (const [name, verb, description] of COMMANDS)
    withJson(fleet.command(`${verb} <name> <datacenter>`))
      .description(description)
      .option('--why <text>', 'the reason, for the audit')
      .action((own: string, datacenter: string, reason: Reason) => command(own, name, datacenter, reason));
}

async function command(
  name: string,
  what: FleetCommand,
  datacenter: string,
  { json, ...reason }: Reason,
): Promise<void> {
  await requireDatacenter(name, datacenter);
  const workflowId = fleetWorkflowId(name);
  const sent = await send<readonly string[]>(workflowId, what, { datacenter, by: operator(), ...reason });
  if (sent === undefined) throw new UsageError(`${workflowId} has ended: see stackleap fleet status ${name}.`);
  const shown = sent.sentAs === 'update' ? { sentAs: sent.sentAs, heldDatacenters: sent.answer } : sent;
  show({ json }, shown, sentText(workflowId, what, sent));
}

/** A signal has no answer: what is no datacenter of the fleet is refused here, also where no worker runs. */
async function requireDatacenter(name: string, datacenter: string): Promise<void> {
  await withTemporal(async ({ client }) => {
    const handle = client.workflow.getHandle(fleetWorkflowId(name));
    await describeRun(handle, async () => noFleet(name, await knownFleets(client)));
    const { clusters } = (await readFleetHistory(client, handle)) ?? {};
    const known = [...new Set(clusters?.map((one) => one.datacenter))].toSorted();
    if (clusters === undefined || known.includes(datacenter)) return;
    throw new UsageError(
      `No cluster of fleet ${name} is in the datacenter ${datacenter}; it has ${listFirst(known)}.${didYouMean(datacenter, known)}`,
    );
  });
}
