import type { Row } from '../../../../connectors/mysql/statements';
import { text } from '../../source/fields';
import { byColumn, type LibertyRows } from '../../source/read-liberty';

/** Where segments lie: one type on one physical network. A cluster has a handful of them, whatever its size. */
export interface SegmentPlace {
  readonly type: string;
  /** '' for tunnels. */
  readonly physical: string;
  /** One of the segments there; null where the type has no numbers. */
  readonly segmentation: number | null;
  /** The networks that have a segment there. */
  readonly networks: readonly Row[];
}

/** The places of all segments that will be created. */
export function segmentPlaces(rows: Pick<LibertyRows, 'segments' | 'networks'>): readonly SegmentPlace[] {
  const networks = byColumn(rows.networks, 'id');
  const places = new Map<string, SegmentPlace>();
  for (const row of rows.segments) {
    const [type, physical] = [text(row['network_type']), text(row['physical_network'])];
    const number = row['segmentation_id'] ?? null;
    const key = JSON.stringify([type, physical]);
    const { networks: before, ...first } = places.get(key) ?? {
      type,
      physical,
      segmentation: number === null ? null : Number(number),
      networks: [],
    };
    places.set(key, { ...first, networks: [...before, ...networks(row['network_id'])] });
  }
  return [...places.values()];
}
