import type { Outage } from './outage/outages';

interface ErrorKind {
  readonly retryable: boolean;
  readonly remedy: string;
  /** There for what comes back by itself: it is waited for as long as the definition says, not for a number of attempts. */
  readonly outage?: Outage;
}

/** Every failure that StackLeap raises: its stable `type`, whether a retry can help, and what the operator does. */
export const ERRORS = {
  UnknownCluster: { retryable: false, remedy: 'Write clusters/<name>/cluster.yaml, or correct the name.' },
  InvalidDefinition: {
    retryable: false,
    remedy:
      'Correct the file at the place that the message names. Where an upgrade has begun, start it again: what is done is recognised.',
  },
  InvalidInput: { retryable: false, remedy: 'Correct the JSON that the workflow was started with.' },
  WrongWorkflowId: { retryable: false, remedy: 'Start it again under the id that the message names.' },
  SecretMissing: { retryable: false, remedy: 'Provide the environment variable or the file that the reference names.' },
  HostUnreachable: {
    retryable: true,
    outage: 'host',
    remedy:
      'Check the network and sshd. Where the address in the definition is wrong, correct it and start the upgrade again: what is done is recognised.',
  },
  HostKeyMismatch: {
    retryable: false,
    remedy: 'Find out why the key changed before you correct the known_hosts file.',
  },
  HostAuthentication: {
    retryable: false,
    remedy:
      'Install the public key on the host; or correct user, key, passphrase or agent under `ssh` of the definition and start the upgrade again: what is done is recognised.',
  },
  HostPrivileges: {
    retryable: false,
    remedy:
      'Allow on the host what the message names; or correct `ssh` of the definition and start the upgrade again: what is done is recognised.',
  },
  HostAlgorithms: {
    retryable: false,
    remedy:
      'Allow one of our algorithms in the sshd_config of the server; or set `ssh.legacyAlgorithms: true` for an old one and start the upgrade again: what is done is recognised.',
  },
  CommandFailed: { retryable: true, remedy: 'Read the output in the message. The step can be retried.' },
  DatabaseUnreachable: {
    retryable: true,
    outage: 'database',
    remedy: 'Check the address, the port, and whether the server is running.',
  },
  DatabaseAuthentication: {
    retryable: false,
    remedy:
      'Correct the password, or grant the missing privileges; or correct the user in the definition and start the upgrade again: what is done is recognised.',
  },
  StatementFailed: {
    retryable: true,
    remedy: "Read the server's answer in the message. The step can be retried.",
  },
  ApiFailed: {
    retryable: true,
    outage: 'api',
    remedy: "Read the answer in the message, and the service's log.",
  },
  PreflightBlocked: { retryable: false, remedy: 'Remove every blocker that the message lists, then start again.' },
  TargetNotClean: { retryable: false, remedy: 'Remove the rows that the message names, or roll back the earlier run.' },
  NotAligned: { retryable: false, remedy: 'Run the phases before `hosts` first: upgradeCluster with no `phases`.' },
  PlanTooLarge: {
    retryable: false,
    remedy: 'Shorten the names that the message shows, or lower `rollout.hostsPerBatch`.',
  },
  PlanMissing: { retryable: false, remedy: 'Make a new plan, or start without `plan`.' },
  WorkerOutdated: {
    retryable: true,
    remedy: 'Upgrade StackLeap on every worker of the datacenter, or start the build that made the plan, then resume.',
  },
  AlignmentChanged: {
    retryable: false,
    remedy:
      'Restore the old definition and start again, or roll back the phases of these tables and start again: they are then copied by the new definition.',
  },
  RowsUnmapped: {
    retryable: false,
    remedy:
      'Correct the rows that the message names in the source; or map them in the release pair or the definition and start the upgrade again: what is done is recognised.',
  },
  InFlight: { retryable: true, remedy: 'Wait until the operations that the message names have ended.' },
  RowsDiffer: {
    retryable: false,
    remedy:
      'Where the message says that rows change again, or have come into the source, stop whatever writes to it and send `resume`. Otherwise roll the phase back and run it again. Nothing was cut over.',
  },
  NetworkDiffers: {
    retryable: false,
    remedy:
      'Correct the objects that the message names in the old Neutron and send `resume`: what has changed there comes across. Roll the phase back where the message says so.',
  },
  PackageMissing: { retryable: false, remedy: 'Publish the package in the repository that the message names.' },
  HostNotReady: { retryable: false, remedy: 'Fix what the message lists on the host, then send retryHost.' },
  GuestsUnknown: {
    retryable: true,
    remedy:
      'Start libvirtd on the host; or list a host without libvirt under `guests.unproven` of the definition, so that its guests are not checked, and start the upgrade again: what is done is recognised.',
  },
  GuestsDiffer: {
    retryable: false,
    remedy:
      'Correct the rows or the guests that the message names; or list them under `guests` of the definition and start the upgrade again: what is done is recognised.',
  },
  GuestDisturbed: {
    retryable: false,
    remedy:
      'Look on the host what happened to the guest, and repair it. List it under `guests.accept` of the definition, abort the run and start the upgrade again: what is done is recognised.',
  },
  PacketsLost: { retryable: false, remedy: 'See the report for the VM and the time. The rollout has stopped.' },
  HandOverFailed: {
    retryable: false,
    remedy: 'The old agents serve again. Find out why the new ones did not, then retry the step.',
  },
  CanaryBad: {
    retryable: false,
    remedy:
      'The hosts stay upgraded, and no other follows. Mend what the message lists, then send `resume`; where a schedule was paused: stackleap canary resume.',
  },
  CheckFailed: { retryable: false, remedy: 'Read which check failed. The target is not yet open to tenants.' },
  TenantsWrote: { retryable: false, remedy: 'The point of no return is passed: fix the problem and go forward.' },
  UndoFailed: {
    retryable: false,
    remedy: 'Undo by hand what the message lists, newest first; the ledger has the details.',
  },
  DatacenterUnserved: { retryable: false, remedy: 'Start a datacenter worker on the queue that the message names.' },
  StepTimedOut: { retryable: false, remedy: 'Check the worker and its log. The step can be retried.' },
  ChildTerminated: {
    retryable: false,
    remedy: 'Look whether its steps still write, then send `resume`: what was done is recognised.',
  },
  FleetStopped: {
    retryable: false,
    remedy:
      'Look at the runs of the clusters that the message names, then start the fleet again: what is done is recognised.',
  },
  RunSuperseded: {
    retryable: false,
    remedy: 'Nothing: the newer run goes on. If it was not meant to be, abort it or roll it back.',
  },
  InvalidCommand: { retryable: false, remedy: 'Correct the command and send it again.' },
  Aborted: { retryable: false, remedy: 'Nothing: an operator asked for it.' },
} as const satisfies Record<string, ErrorKind>;

export type ErrorType = keyof typeof ERRORS;

/** Whether the table has an error of this type. */
export function isErrorType(type: string): type is ErrorType {
  return type in ERRORS;
}

/** What an error of this type waits for; undefined when it is no outage. */
export function outageOf(type: ErrorType): Outage | undefined {
  const kind: ErrorKind = ERRORS[type];
  return kind.outage;
}
