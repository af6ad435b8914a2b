import { exchange, expectSuccess, type HttpRequest } from '../../connectors/openstack/http';
import { Session } from '../../connectors/openstack/session';
import { CONTROLLER } from '../inventory';

const KEYSTONE = `http://${CONTROLLER.address}:5000/v3`;
/** What bake.sh gave the administrator; each lab changes it. */
const BAKED_PASSWORD = 'stein';

function login(password: string): HttpRequest {
  const user = { name: 'admin', domain: { id: 'default' }, password };
  const body = { auth: { identity: { methods: ['password'], password: { user } } } };
  return { method: 'POST', url: `${KEYSTONE}/auth/tokens`, body, timeoutMs: 30_000 };
}

/** Gives Keystone's administrator this lab's password, unless it has it already. */
export async function ensureAdminPassword(password: string): Promise<void> {
  if ((await exchange(login(password))).status === 201) return;
  const answer = expectSuccess(login(BAKED_PASSWORD), await exchange(login(BAKED_PASSWORD)));
  const { id } = (answer.body as { token: { user: { id: string } } }).token.user;
  const change: HttpRequest = {
    method: 'POST',
    url: `${KEYSTONE}/users/${id}/password`,
    body: { user: { original_password: BAKED_PASSWORD, password } },
    timeoutMs: 30_000,
  };
  expectSuccess(change, await exchange(change));
}

/** A login as the lab's administrator. */
export function adminSession(password: string): Session {
  return new Session({
    url: KEYSTONE,
    username: 'admin',
    password,
    project: 'admin',
    domain: 'default',
    region: 'RegionOne',
  });
}
