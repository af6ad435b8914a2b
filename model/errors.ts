/** Every failure that StackLeap raises: its stable `type`, whether a retry can help, and what the operator does. */
export const ERRORS = {
  UnknownCluster: { retryable: false, remedy: 'Write clusters/<name>/cluster.yaml, or correct the name.' },
  InvalidDefinition: { retryable: false, remedy: 'Correct the file at the place that the message names.' },
  InvalidInput: { retryable: false, remedy: 'Correct the JSON that the workflow was started with.' },
  WrongWorkflowId: { retryable: false, remedy: 'Start it again under the id that the message names.' },
  SecretMissing: { retryable: false, remedy: 'Provide the environment variable or the file that the reference names.' },
  HostUnreachable: { retryable: true, remedy: 'Check the network, sshd and the address in the definition.' },
  HostKeyMismatch: {
    retryable: false,
    remedy: 'Find out why the key changed; only then correct the known_hosts file.',
  },
  HostAuthentication: { retryable: false, remedy: 'Install the public key on the host, or correct the user.' },
  CommandFailed: { retryable: true, remedy: 'Read the output in the message; the step may be retried.' },
  DatabaseUnreachable: { retryable: true, remedy: 'Check the address, the port and that the server runs.' },
  DatabaseAuthentication: { retryable: false, remedy: 'Correct the user or the password, or grant it the rights.' },
  StatementFailed: {
    retryable: true,
    remedy: 'Read the answer of the server in the message; the step may be retried.',
  },
  ApiFailed: { retryable: true, remedy: 'Read the answer in the message and the log of the service.' },
  PreflightBlocked: { retryable: false, remedy: 'Remove every blocker that the message lists, then start again.' },
  TargetNotClean: { retryable: false, remedy: 'Remove the rows that the message names, or roll the earlier run back.' },
  NotAligned: { retryable: false, remedy: 'Run the phases before `hosts` first: upgradeCluster with no `phases`.' },
  PlanMissing: { retryable: false, remedy: 'Make a plan again, or start without `plan`.' },
  AlignmentChanged: {
    retryable: false,
    remedy:
      'Put the definition back as it was, or roll the phases of these tables back; then start again, and they are copied as it says now.',
  },
  RowsUnmapped: {
    retryable: false,
    remedy:
      'Correct the rows that the message names in the source, or say in the mapping or the definition what becomes of them.',
  },
  InFlight: { retryable: true, remedy: 'Let the operations that the message names come to an end.' },
  RowsDiffer: {
    retryable: false,
    remedy:
      'If the message says that the source changed, stop what writes to it; roll the phase back and run it again. Nothing was switched over.',
  },
  NetworkDiffers: { retryable: false, remedy: 'Compare the objects that the message names on both sides.' },
  PackageMissing: { retryable: false, remedy: 'Publish the package in the repository that the message names.' },
  HostNotReady: { retryable: false, remedy: 'Clear what the message lists on the host, then retryHost.' },
  GuestsUnknown: {
    retryable: true,
    remedy:
      'Let libvirtd answer on the host, or name a host without libvirt in `guests.unproven` of the definition: nobody then says what nova-compute does to its guests.',
  },
  GuestsDiffer: {
    retryable: false,
    remedy:
      'Correct the rows or the guests that the message names, or say in `guests` of the definition what becomes of them.',
  },
  GuestDisturbed: {
    retryable: false,
    remedy:
      'See on the host what became of the guest, and put it right; name it in `guests.accept` of the definition, then `resume`.',
  },
  PacketsLost: { retryable: false, remedy: 'See the report for the VM and the minute; the roll-out has stopped.' },
  HandOverFailed: {
    retryable: false,
    remedy: 'The old agents serve again: see why the new ones did not, then try the step again.',
  },
  CheckFailed: { retryable: false, remedy: 'See the failed check; the target is not yet open to tenants.' },
  TenantsWrote: { retryable: false, remedy: 'The point of no return is passed: repair forward.' },
  UndoFailed: { retryable: false, remedy: 'Undo by hand what the message lists, from the ledger, newest first.' },
  DatacenterUnserved: { retryable: false, remedy: 'Start a datacenter worker on the queue that the message names.' },
  StepTimedOut: { retryable: false, remedy: 'Look at the worker and its log; the step may be tried again.' },
  InvalidCommand: { retryable: false, remedy: 'Send the command again, corrected.' },
  Aborted: { retryable: false, remedy: 'Nothing: an operator asked for it.' },
} as const satisfies Record<string, { readonly retryable: boolean; readonly remedy: string }>;

export type ErrorType = keyof typeof ERRORS;

/** Whether the table has an error of this type. */
export function isErrorType(type: string): type is ErrorType {
  return type in ERRORS;
}
