import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rabbitBlockers } from '../../../activities/controllers/preflight/rabbit-blockers';
import type { Blocker } from '../../../model/blocker';
import type { RemoteMachine } from '../../../model/remote-command';
import type { OpenSshServer } from '../../support/openssh/server';
import { openSite, type Site } from '../../support/openssh/site';

/** Prints what a node printed: clusters that are broken in every way take minutes to make. */
const RABBITMQCTL = `#!/bin/sh
cd "\${0%/*}"
echo "warning: the VM is running with native name encoding of latin1" >&2
if [ "$1" = eval ]; then exec cat alarms; fi
cat "$RABBIT_HOST.err" >&2 2>/dev/null
cat "$RABBIT_HOST.out" 2>/dev/null
exit "$(cat "$RABBIT_HOST.code")"
`;

let site: Site;
let server: OpenSshServer;
let machine: RemoteMachine;

beforeAll(async () => {
  site = await openSite();
  server = await site.start();
  machine = await site.machine(server);
  writeFileSync(join(site.folder, 'files', 'rabbitmqctl'), RABBITMQCTL, { mode: 0o755 });
});
afterAll(() => site.close());

/** Several names of one machine, each with a node of its own. */
function open(host: string): Promise<RemoteMachine> {
  if (host === 'gone') return Promise.reject(Object.assign(new Error('gone is silent.'), { type: 'HostUnreachable' }));
  return Promise.resolve({
    ...machine,
    name: host,
    run: (argv, options) => machine.run(['env', `RABBIT_HOST=${host}`, ...argv], options),
  });
}

function recorded(name: string): string {
  return readFileSync(join(__dirname, '../../connectors/messaging/outputs', name), 'utf8');
}

/** What the node of each host prints, and with which exit code if it fails. */
function answer(host: string, out: string, failed?: { err: string; code: number }): void {
  writeFileSync(join(site.folder, 'files', `${host}.out`), out);
  writeFileSync(join(site.folder, 'files', `${host}.err`), failed?.err ?? '');
  writeFileSync(join(site.folder, 'files', `${host}.code`), String(failed?.code ?? 0));
}

function blockers(hosts: readonly string[], before: readonly string[] = []): Promise<Blocker[]> {
  return rabbitBlockers(open, { hosts, command: [...before, join(site.folder, 'files', 'rabbitmqctl')] });
}

async function messages(...hosts: readonly string[]): Promise<readonly string[]> {
  return (await blockers(hosts)).map(({ message }) => message);
}

function list(names: readonly string[]): string {
  return `[${names.map((name) => `'${name}'`).join(',')}]`;
}

function terms(nodes: readonly string[], running: readonly string[], alarms = ',{alarms,[]}'): string {
  return `Cluster status of node '${nodes[0]}' ...\n[{nodes,[{disc,${list(nodes)}}]},{running_nodes,${list(running)}},{partitions,[]}${alarms}]\n`;
}

test('without the key nothing is asked', async () => {
  await expect(rabbitBlockers(() => Promise.reject(new Error('asked')), undefined)).resolves.toEqual([]);
});

test('a healthy cluster is no blocker, whatever stands on standard error', async () => {
  const nodes = ['rabbit@c1', 'rabbit@c2'];
  answer('c1', terms(nodes, nodes));
  answer('c2', terms(nodes.toReversed(), nodes));
  await expect(messages('c1', 'c2')).resolves.toEqual([]);
});

test('a partition is told once with both sides, however many see it, and the alarms of each node', async () => {
  answer('c1', recorded('3.8.9-partition.txt'));
  answer('c2', recorded('3.8.9-partition-other-side.txt'));
  await expect(messages('c1', 'c2')).resolves.toEqual([
    'RabbitMQ: hare@ctl-1 and rabbit@ctl-1 are on two sides of a partition, as c1, c2 see it: each side goes on without the other. Choose the side that stays and restart the nodes of the other one; docs/controllers.md has the steps.',
    'RabbitMQ: rabbit@ctl-1 has raised an alarm (disk), as c1 sees it: publishers are blocked in the whole cluster. To clear it, free disk space on its machine, or lower disk_free_limit.',
    'RabbitMQ: rabbit@ctl-1 has raised an alarm (memory), as c1 sees it: publishers are blocked in the whole cluster. To clear it, let consumers empty its queues, or raise vm_memory_high_watermark.',
    'RabbitMQ: hare@ctl-1 has raised an alarm (disk), as c2 sees it: publishers are blocked in the whole cluster. To clear it, free disk space on its machine, or lower disk_free_limit.',
  ]);
});

test('a node that does not run is named with its host that does not answer, and no hash of a cookie', async () => {
  answer('c1', recorded('3.8.9-node-stopped.txt'));
  answer('c2', '', { err: recorded('3.8.9-unreachable.stderr.txt'), code: 69 });
  answer('c3', '', { err: recorded('3.8.9-app-stopped.stderr.txt'), code: 64 });
  const command = `\`${join(site.folder, 'files', 'rabbitmqctl')} cluster_status\``;
  expect((await messages('c1', 'c2', 'c3')).filter((message) => !message.includes('alarm'))).toEqual([
    `RabbitMQ: c2: ${command} ended with exit code 69: Error: unable to perform an operation on node 'hare@ctl-1'. Please see diagnostics information and suggestions below. Start the node there (docs/controllers.md).`,
    `RabbitMQ: c3: ${command} ended with exit code 64: Error: this command requires the 'rabbit' app to be running on the target node. Start it with 'rabbitmqctl start_app'. Start the node there (docs/controllers.md).`,
    'RabbitMQ: hare@ctl-1 is in the cluster and does not run, as c1 sees it. Start it, or take it out of the cluster if it is gone; docs/controllers.md has the steps.',
  ]);
});

test('hosts that are in different clusters, and one in which RabbitMQ is stopped', async () => {
  answer('c1', terms(['rabbit@c1', 'rabbit@c2'], ['rabbit@c1', 'rabbit@c2']));
  answer('c2', terms(['rabbit@c2', 'rabbit@c1'], ['rabbit@c1', 'rabbit@c2']));
  answer('c3', 'Cluster status of node rabbit@c3 ...\n[{nodes,[{disc,[rabbit@c3]}]}]\n');
  await expect(messages('c1', 'c2', 'c3')).resolves.toEqual([
    'RabbitMQ: the hosts are not in one cluster. Members by host: c1, c2: rabbit@c1, rabbit@c2; c3: rabbit@c3. Join those that are apart; docs/controllers.md has the steps.',
    'RabbitMQ: c3: RabbitMQ is stopped in its node rabbit@c3 (stop_app). Run `rabbitmqctl start_app` there; docs/controllers.md has the steps.',
  ]);
});

test('a node that only some see is named with both views', async () => {
  const nodes = ['rabbit@c1', 'rabbit@c2'];
  answer('c1', terms(nodes, ['rabbit@c1']));
  answer('c2', terms(nodes, nodes));
  await expect(messages('c1', 'c2')).resolves.toEqual([
    'RabbitMQ: rabbit@c2 is in the cluster and does not run, as c1 sees it, but runs as c2 sees it. Start it, or take it out of the cluster if it is gone; docs/controllers.md has the steps.',
  ]);
});

test('before 3.6 alarms are asked for separately', async () => {
  answer('c1', terms(['rabbit@c1'], ['rabbit@c1'], ''));
  writeFileSync(join(site.folder, 'files', 'alarms'), "[{{resource_limit,memory,'rabbit@c1'},[]}]\n...done.\n");
  await expect(messages('c1')).resolves.toEqual([expect.stringContaining('rabbit@c1 has raised an alarm (memory)')]);
});

test('an answer that is none, a program and a container that are not there, and a host that is away are told at once', async () => {
  answer('c1', 'Cluster status of node rabbit@c1 ...\n[{nodes,[{disc,[rabbit@c1');
  const [away, strange] = await blockers(['c1', 'gone']);
  expect(away).toEqual({
    type: 'HostUnreachable',
    message: 'RabbitMQ: 1 of 2 machines could not be asked: gone. gone is silent.',
  });
  expect(strange?.message).toMatch(/^RabbitMQ: c1: what .* printed is no status of a cluster: Cluster status of node/);

  await expect(rabbitBlockers(open, { hosts: ['c1'], command: ['/no/such/rabbitmqctl'] })).resolves.toEqual([
    { type: 'InvalidDefinition', message: 'target.rabbit: c1 has no program /no/such/rabbitmqctl.' },
  ]);
  const [container] = await blockers(['c1'], ['chroot', '/no/such/root']);
  expect(container?.type).toBe('InvalidDefinition');
  expect(container?.message).toMatch(
    /^target\.rabbit: c1 \(chroot \/no\/such\/root\) has no program .* It says: .+\.$/,
  );
  answer('c1', '', { err: 'Error:\n{:rabbit, :nodedown}\n\nDIAGNOSTICS\n * Erlang cookie hash: x==', code: 69 });
  const [below] = await messages('c1');
  expect(below).toMatch(/ended with exit code 69: Error: \{:rabbit, :nodedown\}\. Start the node there/);
  const [wrapper] = await rabbitBlockers(open, { hosts: ['c1'], command: ['false'] });
  expect(wrapper?.message).toMatch(/^RabbitMQ: c1: `false cluster_status` ended with exit code 1: no output\./);
});
