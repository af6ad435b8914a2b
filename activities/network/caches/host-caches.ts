import type { Statements, Row } from '../../../connectors/mysql/statements';
import { tableName } from '../../../model/quote';
import { beat } from '../../toolbox/heartbeat';
import type { CachedInfo } from './fitted-cache';
import { text } from '../source/fields';

/** Rows that are read at a time: one may hold many ports. */
const PAGE = 100;

/** `instance_info_caches` of the new Nova, as far as one host's nova-compute reads it. */
export class HostCaches {
  private readonly caches: string;
  private readonly instances: string;

  constructor(
    private readonly on: Statements,
    nova: string,
  ) {
    this.caches = tableName(nova, 'instance_info_caches');
    this.instances = tableName(nova, 'instances');
  }

  /** Those of the living instances of a host. Nova asks for an instance's row whether or not it is marked as deleted. */
  async ofHost(host: string): Promise<readonly CachedInfo[]> {
    const found: CachedInfo[] = [];
    for (let after = 0; ; after = found.at(-1)?.id ?? after) {
      const rows = await this.on.rows(
        `SELECT c.id, c.instance_uuid, c.network_info FROM ${this.instances} i
           JOIN ${this.caches} c ON c.instance_uuid = i.uuid
         WHERE i.host = ? AND i.deleted = 0 AND c.id > ? ORDER BY c.id LIMIT ${PAGE}`,
        [host, after],
      );
      found.push(...rows.map(cachedInfo));
      if (rows.length < PAGE) return found;
      beat({ caches: found.length });
    }
  }

  async find(id: number): Promise<CachedInfo | undefined> {
    const rows = await this.on.rows(`SELECT id, instance_uuid, network_info FROM ${this.caches} WHERE id = ?`, [id]);
    return rows.map(cachedInfo)[0];
  }

  /** Writes a text over another one, byte for byte, and over no third one: Nova may have written meanwhile. '' is NULL. */
  async replace(id: number, old: string, now: string): Promise<void> {
    await this.on.run(
      `UPDATE ${this.caches} SET network_info = NULLIF(?, '')
       WHERE id = ? AND CAST(CONVERT(COALESCE(network_info, '') USING utf8mb4) AS BINARY) = CAST(? AS BINARY)`,
      [now, id, old],
    );
  }
}

function cachedInfo(row: Row): CachedInfo {
  return { id: Number(row['id']), instance: text(row['instance_uuid']), info: text(row['network_info']) };
}
