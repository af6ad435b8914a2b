/** Where a secret is: `env:NAME` or `file:/path`. Only an activity resolves it; the value enters no history, log or error. */
export type SecretRef = `env:${string}` | `file:${string}`;
