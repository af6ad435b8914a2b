import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The first archive of Debian proper in sources of either format, one-line or deb822; undefined when none is there. */
export function debianMirror(sources: string): string | undefined {
  const uris = [...sources.matchAll(/^(?:URIs:\s*|deb\s+(?:\[[^\]]*\]\s+)?)(\S+)/gm)].map(
    (match) => match[1] as string,
  );
  return uris.map((uri) => uri.replace(/\/$/, '')).find((uri) => /^https?:\/\/.*\/debian$/.test(uri));
}

/** The mirror that the lab's machines are made from: STACKLEAP_DEBIAN_MIRROR, else that of this machine's apt. */
export function readDebianMirror(apt = '/etc/apt'): string {
  const set = process.env['STACKLEAP_DEBIAN_MIRROR'];
  if (set !== undefined && set !== '') return set;
  const parts = join(apt, 'sources.list.d');
  const files = [
    join(apt, 'sources.list'),
    ...(existsSync(parts) ? readdirSync(parts).map((name) => join(parts, name)) : []),
  ].filter((file) => existsSync(file));
  const mirror = debianMirror(files.map((file) => readFileSync(file, 'utf8')).join('\n'));
  if (mirror === undefined)
    throw new Error(
      `No Debian archive in ${apt}/sources.list or ${parts}: set STACKLEAP_DEBIAN_MIRROR to one that has bullseye.`,
    );
  return mirror;
}
