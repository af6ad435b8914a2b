import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Payload, PayloadCodec } from '@temporalio/common';

/** More than a page of a history, which is 4 MB at most, in base64. */
const BODY_BYTES = 16 * 1024 * 1024;

const WORKS = ['encode', 'decode'] as const;

export interface CodecServerOptions {
  readonly host: string;
  readonly port: number;
  /** Of the web UI: no other page gets an answer. */
  readonly origins: readonly string[];
}

/** Payloads as the protocol of codec servers has them: bytes in base64. */
interface JsonPayload {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly data?: string;
}

class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Encodes and decodes payloads for Temporal's web UI and command line. Resolves once it listens. */
export async function startCodecServer(codec: PayloadCodec, options: CodecServerOptions): Promise<Server> {
  const server = createServer((request, response) => {
    answer(codec, options.origins, request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      reply(response, error instanceof Refusal ? error.status : 400, { message });
    });
  });
  server.listen(options.port, options.host);
  await once(server, 'listening');
  return server;
}

async function answer(
  codec: PayloadCodec,
  origins: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { origin } = request.headers;
  response.setHeader('vary', 'origin');
  // A command line sends none; every page does, and cannot say another than its own.
  if (origin !== undefined && !origins.includes(origin))
    throw new Refusal(403, `${origin} is not the web UI's origin.`);
  if (origin !== undefined) response.setHeader('access-control-allow-origin', origin);
  if (request.method === 'OPTIONS') {
    response.setHeader('access-control-allow-methods', 'POST');
    response.setHeader('access-control-allow-headers', 'content-type, x-namespace, authorization');
    response.writeHead(204).end();
    return;
  }
  const { pathname } = new URL(request.url ?? '/', 'http://codec');
  const work = WORKS.find((name) => pathname.endsWith(`/${name}`));
  if (request.method !== 'POST' || work === undefined)
    throw new Refusal(404, 'There are POST /encode and POST /decode.');
  const { payloads } = JSON.parse(await readBody(request)) as { readonly payloads?: readonly JsonPayload[] };
  if (!Array.isArray(payloads)) throw new Refusal(400, 'The body is no JSON object with a list of payloads.');
  const done = await codec[work]((payloads as readonly JsonPayload[]).map(fromJson));
  reply(response, 200, { payloads: done.map(toJson) });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > BODY_BYTES) throw new Refusal(413, `The body has more than ${BODY_BYTES} bytes.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function reply(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function fromJson({ metadata = {}, data = '' }: JsonPayload): Payload {
  const entries = Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')]);
  return { metadata: Object.fromEntries(entries) as Record<string, Uint8Array>, data: Buffer.from(data, 'base64') };
}

function toJson({ metadata, data }: Payload): JsonPayload {
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)]);
  return { metadata: Object.fromEntries(entries) as Record<string, string>, data: base64(data ?? new Uint8Array()) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
