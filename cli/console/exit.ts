import { ERRORS, isErrorType, type ErrorType } from '../../model/errors';

/** What an operator got wrong, or what was found wrong: exit code 2. Anything else is 1. */
const BAD_INPUT: ReadonlySet<string> = new Set<ErrorType | UsageError['type']>([
  'Usage',
  'UnknownCluster',
  'InvalidDefinition',
  'InvalidInput',
  'InvalidCommand',
  'WrongWorkflowId',
  'SecretMissing',
  'HostKeyMismatch',
  'HostAuthentication',
  'HostPrivileges',
  'HostAlgorithms',
  'HostUnreachable',
  'DatabaseAuthentication',
  'DatabaseUnreachable',
  'PreflightBlocked',
  'TargetNotClean',
  'PackageMissing',
  'NotAligned',
  'PlanMissing',
  'DatacenterUnserved',
]);

/** A mistake in the command line itself. */
export class UsageError extends Error {
  readonly type = 'Usage';
}

interface Shown {
  readonly type: string;
  readonly message: string;
  readonly code: 1 | 2;
}

/** What to show of an error, and the process's exit code. Looks below Temporal's wrappers for the failure's own type. */
export function explain(error: unknown): Shown {
  const { type, message } = findType(error) ?? { type: 'Error', message: connectionHint(error) };
  const remedy = isErrorType(type) ? ERRORS[type].remedy : '';
  return {
    type,
    message: message.endsWith(remedy) ? message : `${message} ${remedy}`,
    code: exitCode(type),
  };
}

/** The exit code of a command that ends with a failure of this type. */
export function exitCode(type: string): 1 | 2 {
  return BAD_INPUT.has(type) ? 2 : 1;
}

function findType(error: unknown): { type: string; message: string } | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { type } = at as { type?: unknown };
    if (typeof type === 'string' && type !== '') return { type, message: at.message };
  }
  return undefined;
}

function connectionHint(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /connect|UNAVAILABLE|deadline/i.test(message)
    ? `Temporal does not answer (${message}). Set TEMPORAL_ADDRESS, or start a server.`
    : message;
}
