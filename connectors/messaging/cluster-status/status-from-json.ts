import type { Alarm, ClusterStatus, Partition } from './cluster-status';

/** From 3.8 on with `--formatter json`; undefined where it is broken off, or is none. */
export function statusFromJson(text: string): Omit<ClusterStatus, 'asked'> | undefined {
  const status = objectIn(text);
  const disk = namesOf(status['disk_nodes']);
  const running = namesOf(status['running_nodes']);
  const { partitions, alarms } = status;
  if (disk.length === 0 || !Array.isArray(status['running_nodes']) || !isRecord(partitions)) return undefined;
  return {
    members: [...disk, ...namesOf(status['ram_nodes'])],
    running,
    partitions: Object.entries(partitions).map(([node, from]): Partition => ({ node, from: namesOf(from) })),
    alarms: Array.isArray(alarms) ? alarms.flatMap(alarmOf) : null,
  };
}

/** The first line that is an object: warnings may stand before it. */
function objectIn(text: string): Record<string, unknown> {
  const begin = text.search(/^[ \t]*\{/m);
  try {
    const read: unknown = begin < 0 ? {} : JSON.parse(text.slice(begin));
    return isRecord(read) ? read : {};
  } catch {
    return {};
  }
}

function alarmOf(alarm: unknown): readonly Alarm[] {
  if (!isRecord(alarm)) return [];
  const { node, resource } = alarm;
  return typeof node === 'string' && typeof resource === 'string' ? [{ node, resource }] : [];
}

function namesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
