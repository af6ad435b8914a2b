/** An OpenStack API answered with an error, or not at all (`status` 0). Its message never holds a credential. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly method: string,
    readonly url: string,
    readonly status: number,
    /** What the API said: its own message if it gave one. */
    readonly answer: string,
    options?: ErrorOptions,
  ) {
    super(`${method} ${url} ${status === 0 ? 'got no answer' : `answered ${status}`}: ${answer}`, options);
  }
}

/** Finds the sentence in an error's body; every service wraps it in another way. */
export function errorMessage(body: unknown): string {
  if (typeof body === 'string') return body.trim().slice(0, 500) || 'an empty body';
  if (typeof body !== 'object' || body === null) return 'an empty body';
  const fields = body as Readonly<Record<string, unknown>>;
  for (const key of ['message', 'detail', 'faultstring'])
    if (typeof fields[key] === 'string' && fields[key] !== '') return fields[key];
  for (const value of Object.values(fields)) {
    if (typeof value === 'string') return value;
    if (typeof value === 'object' && value !== null) return errorMessage(Array.isArray(value) ? value[0] : value);
  }
  return JSON.stringify(body).slice(0, 500);
}
