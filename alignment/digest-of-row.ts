/** A value of a row: SQL, and the target column or the input that it is meant for. */
export interface Cell {
  readonly name: string;
  readonly sql: string;
}

/** What is known of columns: which are copied as they are, which of those are never NULL, and which hold long texts. */
export interface Kinds {
  readonly plain: readonly string[];
  readonly required: readonly string[];
  readonly long: readonly string[];
}

/** Longer texts count by their own digest: the whole row's might be more than `max_allowed_packet`, and NULL. */
const LONG_TEXT = 65_535;

/** SQL of a row's digest: an integer of 64 bits; NULL where the server cannot compute it. */
export function digestOfRow(cells: readonly Cell[], kinds: Kinds): string {
  // CONCAT_WS leaves NULLs out: which cells they are tells NULL from '', and every value's place.
  const nulls = cells
    .filter(({ name }) => kinds.plain.includes(name) && !kinds.required.includes(name))
    .map(({ sql }) => `ISNULL(${sql})`);
  // SHA-1 is not only stronger than MD5 but takes a third of its time where the processor knows it.
  return `CAST(CONV(LEFT(SHA1(${inOneText([...textsOf(cells, kinds), ...nulls])}), 16), 16, 10) AS UNSIGNED)`;
}

/** SQL of a row's checksum, for a third of a digest's price: it tells whether somebody has changed a row, and proves nothing. */
export function checksumOfRow(cells: readonly Cell[], kinds: Kinds): string {
  return `CRC32(${inOneText(textsOf(cells, kinds))})`;
}

function inOneText(texts: readonly string[]): string {
  return `CONCAT_WS(CHAR(31), ${texts.join(', ')})`;
}

function textsOf(cells: readonly Cell[], { plain, long }: Kinds): string[] {
  return cells.map(({ name, sql }) => {
    const isLong = long.includes(name);
    // Converting costs as much as all the rest. What is not plain may be a query by itself: it is named only once.
    if (plain.includes(name)) return isLong ? `IF(LENGTH(${sql}) > ${LONG_TEXT}, SHA1(${sql}), ${sql})` : sql;
    const text = `CONVERT(${sql} USING utf8mb4)`;
    if (!isLong) return `IFNULL(CONCAT('=', ${text}), '-')`;
    // Both sides must count the same bytes, whatever their character sets are.
    return `IFNULL(IF(LENGTH(${text}) > ${LONG_TEXT}, CONCAT('#', SHA1(${text})), CONCAT('=', ${text})), '-')`;
  });
}
