import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseClusterStatus } from '../../../connectors/messaging/cluster-status/parse-cluster-status';

/** Files of 3.8.9 are what a real one printed; the others have the notation of their versions. */
function output(name: string): string {
  return readFileSync(join(__dirname, 'outputs', name), 'utf8');
}

const [RABBIT, HARE] = ['rabbit@ctl-1', 'hare@ctl-1'];
const DISKS = [
  { node: HARE, resource: 'disk' },
  { node: RABBIT, resource: 'disk' },
];

test('3.3: quoted names, RAM nodes, a name in bytes of UTF-8, and no word of alarms', () => {
  expect(parseClusterStatus(output('3.3.5-two-nodes.txt'))).toEqual({
    asked: 'rabbit@host-1',
    members: ['rabbit@host-1', 'rabbit@host-2'],
    running: ['rabbit@host-1'],
    partitions: [],
    alarms: null,
  });
});

test('up to 3.7 a node in which RabbitMQ is stopped knows who is in the cluster and no more', () => {
  const text = "Cluster status of node rabbit@a ...\n[{nodes,[{disc,[rabbit@a,'rabbit@b-1']}]}]\n";
  expect(parseClusterStatus(text)).toEqual({
    asked: 'rabbit@a',
    members: ['rabbit@a', 'rabbit@b-1'],
    running: null,
    partitions: [],
    alarms: null,
  });
});

test('3.6: partitions and alarms over several lines', () => {
  expect(parseClusterStatus(output('3.6.16-partition.txt'))).toEqual({
    asked: 'rabbit@ctl-1',
    members: ['rabbit@ctl-1', 'rabbit@ctl-2', 'rabbit@ctl-3'],
    running: ['rabbit@ctl-2', 'rabbit@ctl-1'],
    partitions: [
      { node: 'rabbit@ctl-1', from: ['rabbit@ctl-3'] },
      { node: 'rabbit@ctl-2', from: ['rabbit@ctl-3'] },
    ],
    alarms: [{ node: 'rabbit@ctl-2', resource: 'memory' }],
  });
});

test.each([
  ['{resource_limit,disk,rabbit@b}', { node: 'rabbit@b', resource: 'disk' }],
  ['{{resource_limit,memory,rabbit@b},[]}', { node: 'rabbit@b', resource: 'memory' }],
  ['file_descriptor_limit', { node: 'rabbit@a', resource: 'file_descriptors' }],
])('an alarm is written as %s', (alarm, expected) => {
  const text = `[{nodes,[{disc,[rabbit@a]}]},{running_nodes,[rabbit@a]},{partitions,[]},{alarms,[{rabbit@a,[${alarm}]}]}]`;
  expect(parseClusterStatus(text)?.alarms).toEqual([expected]);
});

test('a real 3.8.9: text with coloured headings, JSON, and the terms of its maps say the same', () => {
  const expected = { members: [RABBIT, HARE], running: [HARE, RABBIT], partitions: [] };
  const alarms = [...DISKS, { node: RABBIT, resource: 'memory' }];
  expect(parseClusterStatus(output('3.8.9-alarms.txt'))).toEqual({ asked: RABBIT, ...expected, alarms });
  expect(parseClusterStatus(output('3.8.9-alarms.json.txt'))).toEqual({ asked: null, ...expected, alarms });
  expect(parseClusterStatus(output('3.8.9-alarms.erlang.txt'))).toEqual({ asked: RABBIT, ...expected, alarms });
});

test('a real 3.8.9: one node, a partition seen from both sides, a node that was stopped', () => {
  expect(parseClusterStatus(output('3.8.9-one-node.txt'))).toMatchObject({ members: [RABBIT], running: [RABBIT] });
  const split = [{ node: RABBIT, from: [HARE] }];
  expect(parseClusterStatus(output('3.8.9-partition.txt'))).toMatchObject({ running: [RABBIT], partitions: split });
  expect(parseClusterStatus(output('3.8.9-partition.json.txt'))).toMatchObject({
    running: [RABBIT],
    partitions: split,
  });
  expect(parseClusterStatus(output('3.8.9-partition-other-side.txt'))).toMatchObject({
    asked: HARE,
    running: [HARE],
    partitions: [{ node: HARE, from: [RABBIT] }],
  });
  expect(parseClusterStatus(output('3.8.9-node-stopped.txt'))).toMatchObject({
    members: [RABBIT, HARE],
    running: [RABBIT],
    partitions: [],
  });
});

test('warnings before the status are passed over, and carriage returns', () => {
  const warning =
    'Warning: PID file not written; -detached was passed.\nwarning: the VM is running with native name encoding of latin1\n';
  for (const name of ['3.3.5-two-nodes.txt', '3.8.9-alarms.txt', '3.8.9-alarms.json.txt']) {
    const text = output(name);
    expect(parseClusterStatus(`${warning}${text}`.replaceAll('\n', '\r\n'))).toEqual(parseClusterStatus(text));
  }
});

/** Where nothing that counts comes any more, what was broken off is whole. */
test.each([
  ['3.3.5-two-nodes.txt', '...done'],
  ['3.6.16-partition.txt', '\n'],
  ['3.8.9-partition.json.txt', '\n'],
  ['3.8.9-partition.txt', '\u001b[1mListeners'],
])('%s broken off anywhere is no status', (name, end) => {
  const text = output(name);
  const whole = parseClusterStatus(text);
  for (let length = 0; length < text.lastIndexOf(end) - 1; length++)
    expect([length, parseClusterStatus(text.slice(0, length))]).toEqual([length, undefined]);
  expect(whole).toBeDefined();
});

test.each([
  ['nothing', ''],
  ['an error', 'Error: unable to connect to node rabbit@a: nodedown'],
  ['another list', '[{pid,1},{running_applications,[]}]'],
  ['another object', '{"result":"ok"}'],
  ['names that are none', "[{nodes,[{disc,['rabbit at a']}]},{running_nodes,[]}]"],
  ['a name that moves the cursor', "[{nodes,[{disc,['rabbit@a\\nb']}]},{running_nodes,[]}]"],
  ['no node', '[{nodes,[]},{running_nodes,[]}]'],
  ['brackets without end', '['.repeat(200_000)],
  ['a quote without end', `[{nodes,[{disc,['${'a'.repeat(200_000)}`],
  ['blank lines', '\n \t'.repeat(200_000)],
])('%s is no status', (_what, text) => {
  expect(parseClusterStatus(text)).toBeUndefined();
});
