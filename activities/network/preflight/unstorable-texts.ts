import type { Blocker } from '../../../model/blocker';
import type { Access } from '../../toolbox/access';
import { listFirst } from '../../../model/list-first';
import type { LibertyRows } from '../source/read-liberty';
import { text } from '../source/fields';

/** What an operator names and describes. */
const KINDS = ['networks', 'subnets', 'ports', 'securityGroups', 'routers'] as const;
const COLUMNS = ['name', 'description'] as const;

/** Names with characters of four bytes where the new Neutron's tables hold three: its API would answer 500. */
export async function unstorableTexts({ definition, target }: Access, rows: LibertyRows): Promise<Blocker[]> {
  const long = KINDS.flatMap((kind) =>
    rows[kind]
      .filter((row) => COLUMNS.some((column) => hasFourBytes(text(row[column]))))
      .map((row) => `${kind} ${text(row['id'])}`),
  );
  if (long.length === 0) return [];
  const schema = definition.target.databases.neutron;
  const [column] = await target.rows(
    `SELECT CHARACTER_SET_NAME AS charset FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = ? AND TABLE_NAME = 'networks' AND COLUMN_NAME = 'name'`,
    [schema],
  );
  const charset = text(column?.['charset']);
  if (charset === 'utf8mb4') return [];
  return [
    {
      type: 'RowsUnmapped',
      message: `${schema} holds ${charset}, not the four-byte characters in the names of ${listFirst(long)}. Convert its tables to utf8mb4, or rename these.`,
    },
  ];
}

function hasFourBytes(value: string): boolean {
  return /[\u{10000}-\u{10FFFF}]/u.test(value);
}
