import type { ClusterDefinition } from '../../../model/cluster';

/** Shorter values, and plain words, stand in lines for something else. */
const TELLING = /^(?=.*\d).{4,}$/;

/** Makes lines of a host's files alike with those of others: its own values become what a template calls them, `{{host}}`. */
export function withoutOwnValues(
  { machines, configuration }: Pick<ClusterDefinition, 'machines' | 'configuration'>,
  host: string,
): (line: string) => string {
  const address = machines.find(({ name }) => name === host)?.address ?? '';
  const values: readonly (readonly [name: string, value: string])[] = [
    ['host', host],
    ['address', address],
    ...Object.entries(configuration.hosts[host] ?? {}).map(([name, value]) => [`vars.${name}`, String(value)] as const),
  ];
  const known = new Map(
    values.filter(([name, value]) => name === 'host' || TELLING.test(value)).map(([name, value]) => [value, name]),
  );
  const longestFirst = [...known.keys()].toSorted((one, other) => other.length - one.length);
  const own = new RegExp(`(?<![\\w.-])(?:${longestFirst.map(literal).join('|')})(?![\\w-]|\\.\\d)`, 'g');
  return (line) => line.replace(own, (value) => `{{${known.get(value) ?? value}}}`);
}

function literal(value: string): string {
  return value.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
