import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** How long the answer is held back. */
  readonly afterMs?: number;
}

/** A Keystone that issues `token-1`, `token-2` …, with a catalogue of services that all answer by `respond`. */
export interface FakeOpenStack {
  readonly url: string;
  /** Every request but Keystone's own, in order. */
  readonly requests: Request[];
  readonly logins: Request[];
  close(): Promise<void>;
}

/** `elsewhere` names services whose address in the catalogue is another server's. */
export async function fakeOpenStack(
  respond: (request: Request) => Answer,
  elsewhere: Readonly<Record<string, string>> = {},
): Promise<FakeOpenStack> {
  const requests: Request[] = [];
  const logins: Request[] = [];
  const server: Server = createServer((incoming, response) => void serve(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const request: Request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
    if (request.path === '/v3/auth/tokens') {
      logins.push(request);
      response.setHeader('X-Subject-Token', `token-${logins.length}`);
      send(response, { status: 201, body: token(url, elsewhere) });
    } else {
      requests.push(request);
      send(response, respond(request));
    }
  }

  return {
    url: `${url}/v3`,
    requests,
    logins,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, { status, body, afterMs = 0 }: Answer): void {
  setTimeout(() => {
    response.statusCode = status;
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }, afterMs);
}

function token(url: string, elsewhere: Readonly<Record<string, string>>): unknown {
  const catalog = ['identity', 'compute', 'network', 'volumev3', 'image', 'placement'].map((type) => ({
    type,
    endpoints: [
      { interface: 'public', region: 'RegionOne', url: 'http://192.0.2.1:1/' },
      { interface: 'internal', region: 'RegionOne', url: elsewhere[type] ?? `${url}/${type}/` },
    ],
  }));
  return { token: { catalog, project: { id: 'the-project' } } };
}
