/** A value of OVSDB's JSON as plain JavaScript: maps are records, sets arrays, UUIDs strings. */
export type OvsValue = string | number | boolean | readonly OvsValue[] | { readonly [key: string]: OvsValue };
export type OvsRow = Readonly<Record<string, OvsValue>>;

function value(json: unknown): OvsValue {
  if (!Array.isArray(json)) return json as OvsValue;
  const [kind, content] = json as [string, unknown];
  switch (kind) {
    case 'map':
      return Object.fromEntries(
        (content as [unknown, unknown][]).map(([key, item]) => [asText(value(key)), value(item)]),
      );
    case 'set':
      return (content as unknown[]).map(value);
    default:
      return content as string;
  }
}

/** Reads what `ovs-vsctl --format=json list …` prints: one document a line, in the order of the subcommands. */
export function parseTables(output: string): readonly (readonly OvsRow[])[] {
  return output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const { headings, data } = JSON.parse(line) as { headings: string[]; data: unknown[][] };
      return data.map((cells) => Object.fromEntries(headings.map((heading, i) => [heading, value(cells[i])])));
    });
}

/** OVSDB writes a set of one element as the element itself. */
export function asList(item: OvsValue | undefined): readonly OvsValue[] {
  if (item === undefined) return [];
  return Array.isArray(item) ? (item as readonly OvsValue[]) : [item];
}

/** The element of a column that holds one or none. */
export function asOptional(item: OvsValue | undefined): OvsValue | undefined {
  return asList(item)[0];
}

export function asStrings(item: OvsValue | undefined): Readonly<Record<string, string>> {
  const map = (item ?? {}) as Readonly<Record<string, OvsValue>>;
  return Object.fromEntries(Object.entries(map).map(([key, text]) => [key, asText(text)]));
}

/** A column of text; '' when it holds nothing. */
export function asText(item: OvsValue | undefined): string {
  const [text = ''] = asList(item);
  return typeof text === 'object' ? '' : String(text);
}
