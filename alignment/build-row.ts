import type { Projection } from './projection';

/** What a statement of `selectRange` or `selectInputs` calls an input of the code that builds columns. */
export function inputAlias(name: string): string {
  return `in:${name}`;
}

/** Code could not build a row's columns: what it was given is not what it should be. */
export class UnbuildableRow extends Error {
  override readonly name = 'UnbuildableRow';
  readonly type = 'RowsUnmapped';

  constructor(
    readonly key: string,
    /** What is wrong, whatever the row. */
    readonly reason: string,
    where: string,
    options?: ErrorOptions,
  ) {
    super(`${where}: ${reason}`, options);
  }
}

type Row = Readonly<Record<string, { toString(): string } | null | undefined>>;

/** The columns that code builds, from a row that has its inputs. Throws UnbuildableRow, which names the row. */
export function buildRow({ mapping, key, inputs }: Projection, row: Row): Readonly<Record<string, string | null>> {
  if (mapping.built === undefined) return {};
  const given = inputs.map(({ name }) => [name, row[inputAlias(name)]?.toString() ?? null] as const);
  try {
    return mapping.built.build(Object.fromEntries(given));
  } catch (error) {
    const id = row[key]?.toString() ?? '';
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnbuildableRow(id, reason, `${mapping.from.table} → ${mapping.name}, ${key} ${id}`, { cause: error });
  }
}
