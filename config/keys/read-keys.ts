import { secretSchema } from '../secret-schema';
import { resolveSecret, SecretMissingError } from '../secrets';

/** A key of 256 bits, and the name by which what it has encrypted says so. */
export interface NamedKey {
  readonly id: string;
  readonly key: Buffer;
}

const KEY_BYTES = 32;

/**
 * The keys of `STACKLEAP_KEYS`, as in `2026b=file:/etc/stackleap/2026b.key,2026a=env:OLD_KEY`: the first encrypts, all decrypt. None
 * where the variable is not set. Rejects with SecretMissing, whose message lists all that is wrong and no value.
 */
export async function readKeys(env: NodeJS.ProcessEnv): Promise<readonly NamedKey[]> {
  const value = env['STACKLEAP_KEYS'] ?? '';
  if (value === '') return [];
  const problems: string[] = [];
  const keys: NamedKey[] = [];
  for (const entry of value.split(',').map((part) => part.trim())) {
    const [, id = '', ref = ''] = /^([A-Za-z0-9._-]{1,64})=(.+)$/.exec(entry) ?? [];
    const checked = secretSchema.safeParse(ref);
    if (!checked.success) {
      problems.push('an entry is not of the form id=env:NAME or id=file:/path');
      continue;
    }
    if (keys.some((known) => known.id === id)) problems.push(`the id ${id} is there twice`);
    const text = await resolveSecret(checked.data).catch((error: unknown) => {
      problems.push(error instanceof Error ? error.message.replace(/\.$/, '') : String(error));
    });
    if (text === undefined) continue;
    const key = Buffer.from(text.trim(), 'base64');
    if (key.length === KEY_BYTES && key.toString('base64') === text.trim()) keys.push({ id, key });
    else problems.push(`${checked.data} is no key: give ${KEY_BYTES} random bytes in base64 (openssl rand -base64 32)`);
  }
  if (problems.length > 0) throw new SecretMissingError(`STACKLEAP_KEYS: ${problems.join('; ')}.`);
  return keys;
}
