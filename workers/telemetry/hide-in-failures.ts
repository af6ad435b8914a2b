import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import type { KnownSecrets } from './known-secrets';

type Hides = Pick<KnownSecrets, 'hide'>;

/** Leaves known secrets out of what an activity fails with: a history keeps it, in clear, for as long as it is kept. */
export function hideInFailures(secrets: Hides): ActivityInboundCallsInterceptor {
  return {
    execute: async (input, next) => {
      try {
        return await next(input);
      } catch (error) {
        hideIn(error, secrets);
        throw error;
      }
    },
  };
}

function hideIn(error: unknown, secrets: Hides): void {
  for (let at = error; at instanceof Error; at = at.cause) {
    at.message = secrets.hide(at.message);
    if (at.stack !== undefined) at.stack = secrets.hide(at.stack);
  }
}
