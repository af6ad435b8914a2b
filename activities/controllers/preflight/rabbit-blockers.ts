import { findProgram, splitCommand } from '../../../connectors/find-program';
import { readClusterStatus, type AskedStatus } from '../../../connectors/messaging/cluster-status/read-cluster-status';
import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import type { RemoteMachine } from '../../../model/remote-command';
import { askMachines, tellUnreached } from '../../toolbox/ask-machines';
import { rabbitTroubles } from './rabbit-troubles';

/** Of what a command says no more than this is repeated. */
const SAID = 300;

/** Whatever keeps the new control plane's RabbitMQ from being one healthy cluster, as each of its hosts tells it. */
export async function rabbitBlockers(
  open: (host: string) => Promise<RemoteMachine>,
  rabbit: ClusterDefinition['target']['rabbit'],
): Promise<Blocker[]> {
  if (rabbit === undefined) return [];
  const { hosts, command } = rabbit;
  const { answers, unreached } = await askMachines(hosts, async (host) => {
    const machine = await open(host);
    const { result, status } = await readClusterStatus(machine, command);
    return { host, status, failed: status === undefined ? await failed(machine, command, result) : [] };
  });
  const views = answers.flatMap(({ host, status }) => (status === undefined ? [] : [{ host, status }]));
  return [
    ...(unreached.length === 0 ? [] : [unreachedBlocker(tellUnreached(unreached, hosts.length))]),
    ...answers.flatMap((answer) => answer.failed),
    ...rabbitTroubles(views).map((trouble): Blocker => ({ type: 'HostNotReady', message: `RabbitMQ: ${trouble}` })),
  ];
}

function unreachedBlocker({ type, message }: Blocker): Blocker {
  return { type, message: `RabbitMQ: ${message}` };
}

async function failed(
  machine: RemoteMachine,
  command: readonly string[],
  { exitCode, stdout, stderr }: AskedStatus['result'],
): Promise<Blocker[]> {
  const { name: host } = machine;
  const asked = `\`${command.join(' ')} cluster_status\``;
  if (exitCode === 0) {
    const message = `RabbitMQ: ${host}: what ${asked} printed is no status of a cluster: ${first(stdout)}. Run it there, and correct target.rabbit.command, or mend the node.`;
    return [{ type: 'HostNotReady', message }];
  }
  const parts = splitCommand(command, 'rabbitmqctl');
  const found = parts && (await findProgram(machine, parts.before, parts.program));
  if (parts !== undefined && found !== undefined && found.exitCode !== 0) {
    const { before, program } = parts;
    const where = before.length === 0 ? host : `${host} (${before.join(' ')})`;
    const said = before.length === 0 || found.stderr.trim() === '' ? '' : ` It says: ${first(found.stderr)}.`;
    return [{ type: 'InvalidDefinition', message: `target.rabbit: ${where} has no program ${program}.${said}` }];
  }
  const message = `RabbitMQ: ${host}: ${asked} ended with exit code ${exitCode}: ${first(stderr) || first(stdout) || 'no output'}. Start the node there (docs/controllers.md).`;
  return [{ type: 'HostNotReady', message }];
}

/** The error in one line, else the first line: what follows explains, and has the hash of the cookie. */
function first(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/\p{Cc}/gu, ' ').trim());
  const told = lines.filter((line) => line !== '');
  const at = Math.max(
    told.findIndex((line) => /^error\b/i.test(line)),
    0,
  );
  const line = told.slice(at, told[at] === 'Error:' ? at + 2 : at + 1).join(' ');
  return (line.length > SAID ? `${line.slice(0, SAID)}…` : line).replace(/\.$/, '');
}
