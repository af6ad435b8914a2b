import type { QueueWorkers } from '../read/workers';

/** Queues that no worker takes work from, a line each, and what to start; '' where all are served. */
export function printWorkers(workers: readonly QueueWorkers[]): string {
  const lost = workers.filter(({ pollers }) => pollers === 0);
  const queues = new Set(lost.map(({ queue }) => queue));
  return [...queues].map((queue) => printLost(lost.filter((one) => one.queue === queue))).join('\n');
}

/** The kinds of tasks of one queue that nobody takes. */
function printLost(kinds: readonly QueueWorkers[]): string {
  const [first] = kinds;
  if (first === undefined) return '';
  const { queue, datacenter } = first;
  const [lastSeen] = kinds.flatMap((one) => one.lastSeen ?? []).toSorted();
  const whose = datacenter === null ? 'the orchestrator' : `the datacenter ${datacenter}`;
  const tasks = kinds.map(({ kind }) => `${kind} tasks`).join(' and ');
  const seen = lastSeen === undefined ? 'Temporal knows of none' : `the last was seen at ${lastSeen}`;
  const start = datacenter === null ? 'orchestrator' : `datacenter --datacenter ${datacenter}`;
  return `No worker of ${whose} takes ${tasks} from the queue ${queue}: ${seen}. Start one: stackleap worker ${start}`;
}
