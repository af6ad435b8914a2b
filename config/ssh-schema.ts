import { z } from 'zod';
import type { OwnAccess, SshAccess, SshLogin } from '../model/ssh-access';
import { secretSchema } from './secret-schema';

const HOPS = 3;
const text = z.string().min(1);
const path = z.string().regex(/^\/./, 'an absolute path');

const login = { user: text, privateKey: secretSchema.exactOptional(), passphrase: secretSchema.exactOptional() };
const hasKey = ({ privateKey, passphrase }: Pick<SshLogin, 'privateKey' | 'passphrase'>): boolean =>
  passphrase === undefined || privateKey !== undefined;
const NO_KEY = { path: ['passphrase'], message: 'there is no privateKey that it would open' };

const jumpHost = z
  .strictObject({ address: text, port: z.int().min(1).max(65_535).default(22), ...login })
  .refine(hasKey, NO_KEY);

const sudo = z.strictObject({
  method: z.literal('sudo'),
  user: text.default('root'),
  password: secretSchema.exactOptional(),
});

/** ssh2 signs no login with an OpenSSH certificate. */
const NO_CERTIFICATE =
  'OpenSSH certificates are not supported: put the public key into authorized_keys of the machines for the upgrade, and name its privateKey';

const become = z.union(
  [z.literal('sudo').transform(() => ({ method: 'sudo', user: 'root' }) as const), sudo],
  'sudo, or { method: sudo, user, password }, the password by reference',
);

const proxyJump = z.union(
  [jumpHost.transform((hop) => [hop]), z.array(jumpHost).min(1).max(HOPS)],
  `a jump host { address, port, user, privateKey, passphrase }, or a list of ${HOPS} at most`,
);

/** `ssh` of one machine. */
export const ownAccessSchema = z.strictObject({
  user: text.exactOptional(),
  become: become.exactOptional(),
  proxyJump: proxyJump.exactOptional(),
}) satisfies z.ZodType<OwnAccess>;

/** `ssh` in `cluster.yaml`. */
export const sshSchema = z
  .strictObject({
    ...login,
    knownHosts: text,
    agent: z.union([z.literal(true), path], 'true, or the absolute path of a socket').exactOptional(),
    certificate: z.undefined(NO_CERTIFICATE).exactOptional(),
    become: become.exactOptional(),
    proxyJump: proxyJump.exactOptional(),
    legacyAlgorithms: z.boolean().exactOptional(),
    loginTimeoutSeconds: z.int().min(1).max(600).exactOptional(),
    maxConnections: z.int().min(1).max(10_000).exactOptional(),
  })
  .refine(hasKey, NO_KEY)
  .refine(({ privateKey, agent }) => (privateKey === undefined) !== (agent === undefined), {
    path: ['privateKey'],
    message: 'either privateKey or agent must be given, and not both',
  }) satisfies z.ZodType<SshAccess>;
