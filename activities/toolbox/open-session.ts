import { Session, type Credentials } from '../../connectors/openstack/session';
import type { ClusterDefinition } from '../../model/cluster';
import { resolveSecret } from '../../config/secrets';
import { withHeartbeat, cancellation } from './heartbeat';

/** A session with the new cluster's APIs: as the definition's administrator, or as somebody else. */
export async function openSession(
  definition: ClusterDefinition,
  other?: Pick<Credentials, 'username' | 'password' | 'project'>,
): Promise<Session> {
  const { password, ...identity } = definition.target.identity;
  const account = other ?? { password: await resolveSecret(password) };
  return new Session({ ...identity, ...account }, { signal: cancellation(), withHeartbeat });
}
