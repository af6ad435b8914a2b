import { resolveSecret } from '../../../config/secrets';
import type { ClusterDefinition } from '../../../model/cluster';

/** Shorter lines of a secret are brackets and words that others have, too. */
const TELLING = 4;

/** The values behind a definition's references, those of several lines line by line; what leads nowhere stands in no file. */
export async function knownSecrets({
  configuration: { secrets },
}: Pick<ClusterDefinition, 'configuration'>): Promise<readonly string[]> {
  const read = await Promise.allSettled(Object.values(secrets).map((secret) => resolveSecret(secret)));
  const values = read.flatMap((one) => (one.status === 'fulfilled' && one.value !== '' ? [one.value] : []));
  return values.flatMap((value) => {
    const lines = value.split('\n').map((line) => line.trim());
    return lines.length === 1 ? lines : lines.filter((line) => line.length >= TELLING);
  });
}
