import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface MortalApi {
  readonly url: string;
  /** How many requests came that write. */
  writes(): number;
  close(): Promise<void>;
}

/** At the write of this number, from 1; `after`: the API has carried it out, and only its answer is lost. */
export interface Death {
  readonly at: number;
  readonly after: boolean;
}

/** In front of a real API, as a worker sees it that is killed at one of its writes: nothing gets through from then on. */
export async function mortalApi(origin: string, death: Death): Promise<MortalApi> {
  let writes = 0;
  let alive = true;
  const forward = (incoming: IncomingMessage, response: ServerResponse): void => {
    const { method = '', url = '', headers } = incoming;
    const dies = method !== 'GET' && !url.includes('/auth/') && ++writes === death.at;
    if (!alive || (dies && !death.after)) {
      alive = false;
      incoming.socket.destroy();
      return;
    }
    const outgoing = request(`${origin}${url}`, { method, headers }, (answer) => {
      if (dies) {
        alive = false;
        answer.resume();
        incoming.socket.destroy();
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(outgoing);
  };
  const server = createServer(forward);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    writes: () => writes,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
