import { statementsBy, type Statements } from '../../connectors/mysql/statements';

export interface FakeCache {
  readonly id: number;
  readonly instance: string;
  readonly host: string;
  info: string | null;
}

/** Nova's `instance_info_caches` in memory, for the three statements that are sent to it; `beforeWrite` may write first, or fail. */
export function fakeCaches(rows: FakeCache[], beforeWrite: (id: number) => void = () => {}): Statements {
  const shown = ({ id, instance, info }: FakeCache) => ({ id, instance_uuid: instance, network_info: info });
  return statementsBy(async (sql, parameters = []) => {
    if (sql.startsWith('UPDATE')) {
      const [now, id, old] = parameters;
      beforeWrite(Number(id));
      for (const row of rows) if (row.id === id && row.info === old) row.info = String(now);
      return [];
    }
    if (!sql.includes('LIMIT')) return rows.filter(({ id }) => id === parameters[0]).map(shown);
    const limit = Number(/LIMIT (\d+)/.exec(sql)?.[1]);
    const [host, after] = parameters;
    return rows
      .filter((row) => row.host === host && row.id > Number(after))
      .slice(0, limit)
      .map(shown);
  });
}
