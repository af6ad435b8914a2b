import { findProgram, splitCommand } from '../../../connectors/find-program';
import { readNovaSettings, type NovaSettings } from '../../../connectors/nova-settings';
import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import { listFirst } from '../../../model/list-first';
import type { RemoteMachine } from '../../../model/remote-command';

/** A command that cannot be run, and settings of the new Nova with which it would not work after the switch. */
export async function novaManageBlockers(machine: RemoteMachine, definition: ClusterDefinition): Promise<Blocker[]> {
  const { host, command } = definition.target.novaManage;
  const parts = splitCommand(command, 'nova-manage');
  if (parts === undefined)
    return [
      {
        type: 'InvalidDefinition',
        message: `target.novaManage: no word of the command (${command.join(' ')}) is nova-manage; nova-status, which stands beside it, could not be found.`,
      },
    ];
  for (const program of [parts.program, parts.program.replace(/nova-manage$/, 'nova-status')]) {
    const { exitCode, stderr } = await findProgram(machine, parts.before, program);
    if (exitCode === 0) continue;
    const where = parts.before.length === 0 ? host : `${host} (${parts.before.join(' ')})`;
    const said = parts.before.length === 0 || stderr.trim() === '' ? '' : ` It says: ${stderr.trim()}.`;
    return [{ type: 'InvalidDefinition', message: `target.novaManage: ${where} has no program ${program}.${said}` }];
  }
  const settings = await readNovaSettings(machine, parts);
  if (settings === undefined) return [];
  return [...settingsBlockers(host, definition.releases.to, settings), ...brokerBlockers(host, settings)];
}

/** Of a cluster of brokers each has to answer: services that are connected to another one wait for queues of one that is gone. */
function brokerBlockers(host: string, { brokers }: NovaSettings): Blocker[] {
  const silent = Object.entries(brokers).flatMap(([broker, reason]) =>
    reason === null ? [] : [`${broker} (${reason})`],
  );
  if (silent.length === 0) return [];
  const message = `RabbitMQ of the new Nova does not answer on ${host}: ${listFirst(silent)}. Bring it back, or take it out of transport_url.`;
  return [{ type: 'HostNotReady', message }];
}

/** Filters that the new Nova does not have keep its scheduler from placing anything; pinned versions keep it from speaking the new RPC. */
export function settingsBlockers(host: string, release: string, settings: Omit<NovaSettings, 'brokers'>): Blocker[] {
  const { filters, classes, reason, levels } = settings;
  const unknown = filters.filter((filter) => classes !== null && !classes.includes(filter.replace(/^.*\./, '')));
  const pinned = Object.entries(levels).filter(([, level]) => level !== 'auto' && level !== release);
  const messages = [
    ...(classes === null ? [`[filter_scheduler] available_filters of the new Nova cannot be loaded: ${reason}`] : []),
    ...(unknown.length > 0
      ? [
          `[filter_scheduler] enabled_filters has ${listFirst(unknown)}, of which the new Nova has no class: remove them, or install their classes`,
        ]
      : []),
    ...pinned.map(
      ([service, level]) => `[upgrade_levels] ${service} = ${level} pins the new Nova to old messages: remove it`,
    ),
  ];
  return messages.map((message) => ({ type: 'InvalidDefinition', message: `${host}: nova.conf: ${message}.` }));
}
