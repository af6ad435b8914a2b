import { exchange, expectSuccess, type HttpAnswer, type HttpRequest } from '../../connectors/openstack/http';
import { CONTROLLER } from '../inventory';

const KEYSTONE = `http://${CONTROLLER.address}:5000/v3/auth/tokens`;
/** Where tenants reach Nova. */
const NOVA = `http://${CONTROLLER.address}:18774/v2.1`;

/** Logs a tenant of the lab in, whose password is its name; requests go to Nova's public API. */
export async function logIn(name: string): Promise<Tenant> {
  const domain = { id: 'default' };
  const body = {
    auth: {
      identity: { methods: ['password'], password: { user: { name, domain, password: name } } },
      scope: { project: { name, domain } },
    },
  };
  const request: HttpRequest = { method: 'POST', url: KEYSTONE, body, timeoutMs: 30_000 };
  const { headers } = expectSuccess(request, await exchange(request));
  return new Tenant(headers.get('x-subject-token') ?? '');
}

export class Tenant {
  constructor(private readonly token: string) {}

  /** A request to Nova; answers of every status are returned. */
  ask(method: HttpRequest['method'], path: string, body?: unknown): Promise<HttpAnswer> {
    return exchange(this.request(method, path, body));
  }

  /** The same for what has to succeed: the body. */
  async call<Body>(method: HttpRequest['method'], path: string, body?: unknown): Promise<Body> {
    const request = this.request(method, path, body);
    return expectSuccess(request, await exchange(request)).body as Body;
  }

  private request(method: HttpRequest['method'], path: string, body: unknown): HttpRequest {
    const headers = { 'X-Auth-Token': this.token };
    return { method, url: `${NOVA}${path}`, headers, timeoutMs: 60_000, ...(body === undefined ? {} : { body }) };
  }
}
