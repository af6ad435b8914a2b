import type { ClusterStatus } from '../../../connectors/messaging/cluster-status/cluster-status';
import { listFirst } from '../../../model/list-first';

/** The cluster as the node on one host sees it. */
export interface RabbitView {
  readonly host: string;
  readonly status: ClusterStatus;
}

const BLOCKED = 'publishers are blocked in the whole cluster. To clear it';
/** What an alarm means, and what helps. */
const HELPS: Readonly<Record<string, string>> = {
  memory: `${BLOCKED}, let consumers empty its queues, or raise vm_memory_high_watermark`,
  disk: `${BLOCKED}, free disk space on its machine, or lower disk_free_limit`,
  file_descriptors: 'it takes no connections. Raise the limit of open files of its service, and restart it',
};
const AND = ' and ';
const MORE = 'docs/controllers.md has the steps';

/** What is wrong, what was seen by whom, and what helps, each once however many hosts see it. */
export function rabbitTroubles(views: readonly RabbitView[]): readonly string[] {
  const split = seen(views, ({ status }) =>
    status.partitions.flatMap(({ node, from }) => from.map((lost) => pair(node, lost))),
  );
  const partitioned = new Set([...split.keys()].flatMap((names) => names.split(AND)));
  const down = seen(views, ({ status }) => status.members.filter((node) => status.running?.includes(node) === false));
  const alarms = seen(views, ({ status }) => (status.alarms ?? []).map(({ node, resource }) => `${node} ${resource}`));
  return [
    ...disagreement(views),
    ...views.flatMap(({ host, status }) => (status.running === null ? [stopped(host, status.asked)] : [])),
    ...[...split].map(
      ([nodes, by]) =>
        `${nodes} are on two sides of a partition, ${told(by)}: each side goes on without the other. Choose the side that stays and restart the nodes of the other one; ${MORE}.`,
    ),
    ...[...down]
      .filter(([node]) => !partitioned.has(node))
      .map(
        ([node, by]) =>
          `${node} is in the cluster and does not run, ${told(by)}${runsFor(views, node)}. Start it, or take it out of the cluster if it is gone; ${MORE}.`,
      ),
    ...[...alarms].map(([alarm, by]) => {
      const [node = '', ...words] = alarm.split(' ');
      const resource = words.join(' ');
      return `${node} has raised an alarm (${resource}), ${told(by)}: ${HELPS[resource] ?? "look at the node's log"}.`;
    }),
  ];
}

function pair(...nodes: readonly string[]): string {
  return nodes.toSorted().join(AND);
}

/** Each thing, with the hosts that see it. */
function seen(
  views: readonly RabbitView[],
  what: (view: RabbitView) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const view of views)
    for (const thing of new Set(what(view))) found.set(thing, [...(found.get(thing) ?? []), view.host]);
  return found;
}

/** A network that is cut shows as this, before a partition is detected. */
function runsFor(views: readonly RabbitView[], node: string): string {
  const hosts = views.filter(({ status }) => status.running?.includes(node)).map(({ host }) => host);
  return hosts.length === 0 ? '' : `, but runs ${told(hosts)}`;
}

function told(hosts: readonly string[]): string {
  return `as ${listFirst(hosts)} ${hosts.length === 1 ? 'sees' : 'see'} it`;
}

function stopped(host: string, node: string | null): string {
  return `${host}: RabbitMQ is stopped in its node${node === null ? '' : ` ${node}`} (stop_app). Run \`rabbitmqctl start_app\` there; ${MORE}.`;
}

function disagreement(views: readonly RabbitView[]): readonly string[] {
  const clusters = seen(views, ({ status }) => [status.members.toSorted().join(' ')]);
  if (clusters.size < 2) return [];
  const each = [...clusters].map(([members, hosts]) => `${listFirst(hosts)}: ${listFirst(members.split(' '))}`);
  return [
    `the hosts are not in one cluster. Members by host: ${listFirst(each, '; ')}. Join those that are apart; ${MORE}.`,
  ];
}
