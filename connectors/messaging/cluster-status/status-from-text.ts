import type { Alarm, ClusterStatus, Partition } from './cluster-status';

const ALARM = /^(.+) alarm on node (\S+)$/;
const RESOURCES: Readonly<Record<string, string>> = {
  Memory: 'memory',
  'Free disk space': 'disk',
  'File descriptor limit': 'file_descriptors',
};
const PARTITION = /^Node (\S+) cannot communicate with (.+)$/;
const NONE = '(none)';

/** From 3.8 on the status is text under headings; undefined where one is missing, as in what was broken off. */
export function statusFromText(text: string): Omit<ClusterStatus, 'asked'> | undefined {
  const sections = sectionsOf(text);
  const disk = sections.get('Disk Nodes');
  const running = sections.get('Running Nodes');
  const alarms = each(sections.get('Alarms'), alarmOf);
  const partitions = each(sections.get('Network Partitions'), partitionOf);
  if (disk === undefined || running === undefined || alarms === undefined || partitions === undefined) return undefined;
  return sections.has('Listeners')
    ? { members: [...disk, ...(sections.get('RAM Nodes') ?? [])], running, partitions, alarms }
    : undefined;
}

/** Lines by the heading above them, without empty ones. A heading stands between two empty lines. */
function sectionsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const sections = new Map<string, string[]>();
  const lines = text.split('\n').map((line) => line.trim());
  let section: string[] = [];
  for (const [i, line] of lines.entries()) {
    if (line === '') continue;
    const apart = lines[i + 1] === '' && (lines[i - 1] ?? '') === '';
    if (apart && /^[A-Z][A-Za-z ]+$/.test(line)) sections.set(line, (section = []));
    else section.push(line);
  }
  return sections;
}

/** What the lines of a section say; undefined where one of them cannot be read. */
function each<T>(
  lines: readonly string[] | undefined,
  read: (line: string) => T | undefined,
): readonly T[] | undefined {
  if (lines === undefined || lines.length === 0) return undefined;
  const found = lines.filter((line) => line !== NONE).map(read);
  return found.includes(undefined) ? undefined : found.filter((one) => one !== undefined);
}

function alarmOf(line: string): Alarm | undefined {
  const [, kind = '', node] = ALARM.exec(line) ?? [];
  return node === undefined ? undefined : { node, resource: RESOURCES[kind] ?? kind };
}

function partitionOf(line: string): Partition | undefined {
  const [, node, from] = PARTITION.exec(line) ?? [];
  return node === undefined || from === undefined ? undefined : { node, from: from.split(/,\s*/) };
}
