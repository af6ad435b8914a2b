import { ApiError } from '../../connectors/openstack/api-error';
import type { ErrorType } from '../../model/errors';

const PASSING: readonly ErrorType[] = ['HostNotReady', 'DatabaseUnreachable', 'HostUnreachable', 'GuestsUnknown'];

/** What an error says when it may come right again by itself while one waits; undefined when it is another. */
export function passingReason(error: unknown): string | undefined {
  if (error instanceof ApiError) return error.message;
  if (!(error instanceof Error)) return undefined;
  const { type } = error as { readonly type?: string };
  return (PASSING as readonly unknown[]).includes(type) ? error.message : undefined;
}
