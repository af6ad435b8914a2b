import type { CanaryChoices } from '../canary/choices';
import { listFirst } from '../list-first';
import { pluralize } from '../pluralize';

/** Errors in the log of one daemon of a host. */
export interface LogErrors {
  /** Of `nova-compute` or the agent. */
  readonly daemon: string;
  /** Null where there is no log to look at. */
  readonly errors: number | null;
  /** The first of them. */
  readonly lines: readonly string[];
}

/** How a host was some time after its turn. */
export interface HostHealth {
  readonly host: string;
  /** What could not be asked, and why; the rest was. */
  readonly unasked: readonly string[];
  /** Services that do not report themselves to Nova or Neutron, or that are switched off. */
  readonly down: readonly string[];
  /** Ports of running VMs that Neutron does not call ACTIVE. */
  readonly ports: readonly string[];
  readonly logs: readonly LogErrors[];
}

/** What the new control plane and a canary's hosts look like. */
export interface Health {
  /** What of the control plane does not answer or is down, a sentence each. */
  readonly apis: readonly string[];
  readonly hosts: readonly HostHealth[];
}

/** What is wrong, a line each; a canary is good where there is nothing. Without `canary` in a definition no error in a log is borne. */
export function problemsOf(
  { apis, hosts }: Health,
  { logErrors }: Pick<CanaryChoices, 'logErrors'> = { logErrors: 0 },
): readonly string[] {
  return [...apis, ...hosts.flatMap((health) => problemsOfHost(health, logErrors))];
}

function problemsOfHost({ host, unasked, down, ports, logs }: HostHealth, logErrors: number): readonly string[] {
  const wiring =
    ports.length === 0
      ? []
      : [`${host}: ${pluralize(ports.length, 'port')} of running VMs not ACTIVE: ${listFirst(ports)}`];
  return [
    ...unasked.map((what) => `${host} could not be asked: ${what}`),
    ...down.map((what) => `${host}: ${what}`),
    ...wiring,
    ...logs.flatMap((log) => problemOfLog(host, log, logErrors)),
  ];
}

function problemOfLog(host: string, { daemon, errors, lines }: LogErrors, most: number): readonly string[] {
  if (errors === null) return [`${host}: ${daemon} has neither a log nor a journal to look at`];
  if (errors <= most) return [];
  return [`${host}: ${pluralize(errors, 'error')} in the log of ${daemon} since its turn: ${lines.join(' | ')}`];
}
