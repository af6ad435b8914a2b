import { createHash } from 'node:crypto';
import { readDigests } from '../../activities/databases/sql/digest';
import { fixBase } from '../../alignment/added-rows';
import { digestsOfSource, digestsOfTable, rowDigestsOfSource, sealOfTable } from '../../alignment/digests';
import { inputAlias } from '../../alignment/build-row';
import { InputsDigest } from '../../alignment/inputs-digest';
import { project, type Projection } from '../../alignment/projection';
import type { Row, Statements } from '../../connectors/mysql/statements';
import { column, ID, mapping, PLACES } from './support';

const COLUMNS = [ID, column('name'), column('deleted', { dataType: 'int', collation: null, nullable: false })];
const ADDED = {
  from: { database: 'nova', table: 'others' },
  number: 'id',
  where: 's.wanted = 1',
  columns: { name: { constant: 'card' }, deleted: { constant: 0 } },
} as const;

function withAdded(): Projection {
  const projection = project(mapping({ added: ADDED }), COLUMNS, COLUMNS, PLACES);
  return projection.added === undefined ? projection : { ...projection, added: fixBase(projection.added, '1000000') };
}

test('both sides digest the same cells in the same order, and tell which of them are NULL', () => {
  const projection = project(mapping(), COLUMNS, COLUMNS, PLACES);
  const range = { after: null, upTo: '9' };
  const [source] = digestsOfSource(projection, PLACES, range);
  const cells = 'CONCAT_WS(CHAR(31), s.`id`, s.`name`, s.`deleted`, ISNULL(s.`name`))';
  expect(source).toContain(cells);
  expect(digestsOfTable(projection, 'nova.things', range)).toContain(cells.replaceAll('s.`', 't.`'));
});

test('a range is asked for rows of its own, for added ones or for both, each in a statement without a table in between', () => {
  const projection = withAdded();
  const tables = (after: string | null, upTo: string): string[] =>
    digestsOfSource(projection, PLACES, { after, upTo }).map((sql) => / FROM (\S+) s/.exec(sql)?.[1] ?? sql);
  expect(tables(null, '9')).toEqual(['`old_nova`.`things`']);
  expect(tables('1000007', '1000020')).toEqual(['`old_nova`.`others`']);
  expect(tables('9', '1000007')).toEqual(['`old_nova`.`things`', '`old_nova`.`others`']);
  expect(digestsOfSource(projection, PLACES, { after: '9', upTo: '1000007' })[1]).toContain(
    "CONCAT_WS(CHAR(31), CONVERT(1000000 + s.`id` USING utf8mb4), CONVERT('card' USING utf8mb4), CONVERT(0 USING utf8mb4),",
  );
});

test('digests of several statements are XORed, with all their 64 bits, and their rows added', async () => {
  const answers: Record<string, Row> = {
    own: { n: 2, computed: '18446744073709551615' },
    added: { n: 1, computed: '1' },
  };
  const on = { rows: async (sql: string) => Promise.resolve([answers[sql]]) } as unknown as Statements;
  expect(await readDigests(on, 'own', 'added')).toMatchObject({ rows: 3, computed: '3/18446744073709551614' });
});

test('what code was given has the digest that servers compute of it', () => {
  const projection = project(
    mapping({ built: { inputs: { text: 's.name' }, columns: ['name'], build: () => ({}) } }),
    COLUMNS,
    COLUMNS,
    PLACES,
  );
  const digest = new InputsDigest(projection);
  digest.add({ [inputAlias('text')]: null });
  const sha1 = createHash('sha1').update('-').digest('hex');
  expect(digest.toString()).toBe(BigInt(`0x${sha1.slice(0, 16)}`).toString());
  expect(digestsOfSource(projection, PLACES, { after: null, upTo: '9' })[0]).toContain(
    "SHA1(CONCAT_WS(CHAR(31), IFNULL(CONCAT('=', CONVERT((s.name) USING utf8mb4)), '-')))",
  );
});

test('each row of a range has the same digest as within the range, under its key', () => {
  const projection = withAdded();
  const range = { after: '9', upTo: '1000007' };
  const ranges = digestsOfSource(projection, PLACES, range);
  const rows = rowDigestsOfSource(projection, PLACES, range);
  expect(rows.map((sql) => / AS k, (.*) AS computed FROM /.exec(sql)?.[1])).toEqual(
    ranges.map((sql) => /CAST\(CONV\(.* AS UNSIGNED\)(?=, CAST\(1)/.exec(sql)?.[0]),
  );
  expect(rows.map((sql) => /^SELECT (.*) AS k/.exec(sql)?.[1])).toEqual(['s.`id`', '1000000 + s.`id`']);
});

test('a seal sums checksums of all columns, of those that code builds as well', () => {
  const built = { inputs: { text: 's.name' }, columns: ['name'], build: () => ({}) };
  const projection = project(mapping({ built }), COLUMNS, COLUMNS, PLACES);
  const sql = sealOfTable(projection, 'nova.things', { after: null, upTo: '9' });
  expect(sql).toContain(
    "CRC32(CONCAT_WS(CHAR(31), t.`id`, t.`deleted`, IFNULL(CONCAT('=', CONVERT(t.`name` USING utf8mb4)), '-')))",
  );
  expect(sql).toContain('SUM(');
});
