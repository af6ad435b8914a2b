import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The addresses of one deb822 stanza; none when it is switched off or for sources. */
function stanzaUris(stanza: string): string[] {
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}:[ \\t]*(.*(?:\\n[ \\t]+.*)*)`, 'im').exec(stanza)?.[1];
  if (/^(no|false|off|0|without|disable)$/i.test(field('Enabled')?.trim() ?? 'yes')) return [];
  if (!/\bdeb\b(?!-src)/.test(field('Types') ?? '')) return [];
  return (field('URIs') ?? '').split(/\s+/);
}

/** The addresses of one-line sources: `deb [options] URI suite component…`. */
function lineUris(sources: string): string[] {
  return [...sources.matchAll(/^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)/gm)].map((match) => match[1] as string);
}

/** The first archive of Debian proper in sources of either format, one-line or deb822; undefined when none is there. */
export function debianMirror(sources: string): string | undefined {
  const effective = sources.replaceAll(/^[ \t]*#.*\n?/gm, '');
  return [...lineUris(effective), ...effective.split(/\n[ \t]*\n/).flatMap(stanzaUris)]
    .map((uri) => uri.replace(/\/$/, ''))
    .find((uri) => /^https?:\/\/.*\/debian$/.test(uri));
}

/** What apt itself reads: it passes over files of other names. */
function sourceFiles(apt: string): string[] {
  const parts = join(apt, 'sources.list.d');
  const names = existsSync(parts) ? readdirSync(parts).sort() : [];
  const files = [join(apt, 'sources.list'), ...names.map((name) => join(parts, name))];
  return files.filter((file) => /\.(list|sources)$/.test(file) && existsSync(file));
}

/** The mirror that the lab's machines are made from: STACKLEAP_DEBIAN_MIRROR, else that of this machine's apt. */
export function readDebianMirror(apt = '/etc/apt'): string {
  const set = process.env['STACKLEAP_DEBIAN_MIRROR'];
  if (set !== undefined && set !== '') return set;
  const mirror = debianMirror(
    sourceFiles(apt)
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n\n'),
  );
  if (mirror === undefined)
    throw new Error(
      `No Debian archive in ${apt}/sources.list or ${apt}/sources.list.d: set STACKLEAP_DEBIAN_MIRROR to one that has bullseye.`,
    );
  return mirror;
}
