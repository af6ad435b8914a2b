import type { SecretRef } from '../model/secret';
import type { SshAccess } from '../model/ssh-access';

/** Every secret that the way to the machines needs. */
export function sshSecrets({ become, proxyJump = [], ...login }: SshAccess): readonly SecretRef[] {
  const logins = [login, ...proxyJump];
  return [...logins.flatMap(({ privateKey, passphrase }) => [privateKey, passphrase]), become?.password].filter(
    (ref) => ref !== undefined,
  );
}
