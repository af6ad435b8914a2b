import { ApiError, errorMessage } from './api-error';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; text when it is none; undefined when empty. */
  readonly body: unknown;
}

/** One request. Answers of every status are returned; throws an ApiError when there is no answer. */
export async function exchange(request: HttpRequest): Promise<HttpAnswer> {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { Accept: 'application/json', ...contentType(request.body), ...request.headers },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      signal,
    });
    return { status: response.status, headers: response.headers, body: parse(await response.text()) };
  } catch (error) {
    request.signal?.throwIfAborted();
    const reason = timeout.aborted ? `nothing within ${request.timeoutMs} ms` : causeOf(error);
    throw new ApiError(request.method, request.url, 0, reason, { cause: error });
  }
}

/** Throws an ApiError unless the status is one of the 200s. */
export function expectSuccess(request: HttpRequest, answer: HttpAnswer): HttpAnswer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new ApiError(request.method, request.url, answer.status, errorMessage(answer.body));
}

function contentType(body: unknown): Readonly<Record<string, string>> {
  return body === undefined ? {} : { 'Content-Type': 'application/json' };
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** fetch hides the reason (ECONNREFUSED …) one or two causes deep; the errors may be of another realm's classes. */
function causeOf(error: unknown): string {
  const { cause, errors, message } = error as { cause?: unknown; errors?: readonly unknown[]; message?: string };
  if (cause !== undefined) return causeOf(cause);
  return errors?.[0] === undefined ? (message ?? String(error)) : causeOf(errors[0]);
}
