import { WITHOUT_HEARTBEAT, type WithHeartbeat } from '../../model/with-heartbeat';
import { ApiError } from './api-error';
import { endpointOf, type Catalogue, type ServiceName } from './catalogue';
import { exchange, expectSuccess, type HttpAnswer, type HttpRequest } from './http';

export interface Credentials {
  /** Keystone's address with its version, for example `http://10.77.0.2:5000/v3`. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly project: string;
  /** The domain's id of user and project. */
  readonly domain: string;
  readonly region: string;
}

export interface SessionOptions {
  /** A request is given up after this time. Default 60,000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** Is around each request. */
  readonly withHeartbeat?: WithHeartbeat;
}

interface Login {
  readonly token: string;
  readonly catalogue: Catalogue;
  readonly projectId: string;
}

/** The microversion that we speak with each service: Stein's newest. */
const MICROVERSIONS: Partial<Record<ServiceName, string>> = {
  compute: 'compute 2.72',
  volume: 'volume 3.59',
  placement: 'placement 1.31',
};

/** A login at Keystone and the services of its catalogue; logs in again when the token has expired. */
export class Session {
  private login: Promise<Login> | undefined;

  constructor(
    private readonly credentials: Credentials,
    private readonly options: SessionOptions = {},
  ) {}

  /** The id of the project that we are logged in to. */
  async projectId(): Promise<string> {
    return (await this.authenticate()).projectId;
  }

  /** The address of a service; throws an ApiError when the catalogue has none in our region. */
  async endpoint(service: ServiceName): Promise<string> {
    const { catalogue } = await this.authenticate();
    const url = endpointOf(catalogue, service, this.credentials.region);
    if (url !== undefined) return url;
    const reason = `the catalogue has no ${service} service in region ${this.credentials.region}`;
    throw new ApiError('GET', this.credentials.url, 404, reason);
  }

  /**
   * Calls a service; `path` begins with a slash, or is a whole address that the service itself gave.
   * Throws an ApiError unless the answer is one of the 200s.
   */
  async call(service: ServiceName, method: HttpRequest['method'], path: string, body?: unknown): Promise<HttpAnswer> {
    const url = path.startsWith('/') ? (await this.endpoint(service)) + path : path;
    const microversion = MICROVERSIONS[service];
    const request = async (): Promise<HttpRequest> => ({
      ...this.limits(),
      method,
      url,
      headers: {
        'X-Auth-Token': (await this.authenticate()).token,
        ...(microversion === undefined ? {} : { 'OpenStack-API-Version': microversion }),
      },
      body,
    });
    const first = await request();
    const answer = await this.exchange(first);
    if (answer.status !== 401) return expectSuccess(first, answer);
    this.login = undefined;
    const second = await request();
    return expectSuccess(second, await this.exchange(second));
  }

  private authenticate(): Promise<Login> {
    this.login ??= this.logIn().catch((error: unknown) => {
      this.login = undefined;
      throw error;
    });
    return this.login;
  }

  private async logIn(): Promise<Login> {
    const { url, username, password, project, domain } = this.credentials;
    const request: HttpRequest = {
      ...this.limits(),
      method: 'POST',
      url: `${url}/auth/tokens`,
      body: {
        auth: {
          identity: {
            methods: ['password'],
            password: { user: { name: username, domain: { id: domain }, password } },
          },
          scope: { project: { name: project, domain: { id: domain } } },
        },
      },
    };
    const answer = expectSuccess(request, await this.exchange(request));
    const token = answer.headers.get('x-subject-token');
    if (token === null) throw new ApiError('POST', request.url, answer.status, 'no X-Subject-Token in the answer');
    const body = answer.body as { token: { catalog?: Catalogue; project: { id: string } } };
    return { token, catalogue: body.token.catalog ?? [], projectId: body.token.project.id };
  }

  private exchange(request: HttpRequest): Promise<HttpAnswer> {
    const { withHeartbeat = WITHOUT_HEARTBEAT } = this.options;
    return withHeartbeat(`${request.method} ${request.url}`, () => exchange(request));
  }

  private limits(): { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined } {
    return { timeoutMs: this.options.timeoutMs ?? 60_000, signal: this.options.signal };
  }
}
