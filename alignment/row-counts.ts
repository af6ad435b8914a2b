import { identifier } from '../model/quote';
import type { AddedProjection } from './added-rows';
import { byMeaning } from './conditions';
import type { Places } from './places';
import type { Projection } from './projection';
import { sourceTable } from './statements';

/**
 * How many rows a source table has (`total`), how many of them were deleted (`deleted`) or are not wanted (`unwanted`), and
 * of the first of those the key (`example`). Conditions that ask other tables are left out: a full scan is enough.
 */
export function countSource(projection: Projection, places: Places): string {
  const { deleted, 'not wanted': unwanted } = byMeaning(projection.where);
  const living = all(deleted);
  const rejected = `(${living}) AND (${all(unwanted)}) IS NOT TRUE`;
  return `SELECT COUNT(*) AS total, SUM((${living}) IS NOT TRUE) AS deleted, SUM(${rejected}) AS unwanted,
      MIN(CASE WHEN ${rejected} THEN s.${identifier(projection.key)} END) AS example
    FROM ${sourceTable(projection, places)} s`;
}

/** How many rows a mapping adds to those that the source has: column `n`. */
export function countAdded({ table, where }: AddedProjection): string {
  return `SELECT COUNT(*) AS n FROM ${table} s WHERE ${where}`;
}

/** A row that belongs to one that is not there, or is not copied: column `example`. */
export function exampleOfOrphan(projection: Projection, places: Places): string {
  const { deleted, orphaned, 'not wanted': unwanted } = byMeaning(projection.where);
  return `SELECT s.${identifier(projection.key)} AS example FROM ${sourceTable(projection, places)} s
    WHERE (${all([...deleted, ...unwanted])}) AND (${all(orphaned)}) IS NOT TRUE LIMIT 1`;
}

function all(parts: readonly string[]): string {
  return parts.length === 0 ? 'TRUE' : parts.map((part) => `(${part})`).join(' AND ');
}
