import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { alignmentSchema, identitySchema } from '../../config/alignment-schema';
import { unknownChoices } from '../../config/unknown-choices';
import { projectRoot } from '../../config/project-root';
import { DEFAULT_ALIGNMENT } from '../../model/tables/alignment-choices';
import { LIBERTY_TO_STEIN } from '../../releases/liberty-to-stein/pair';
import { definitionOf } from '../support/definition';
import { fixUpsTable } from './fix-ups-table';
import { read } from './sources';

const PAGE = 'docs/alignment.md';
const HEADING = '## Fix-ups\n\n';
const blocks = [...read(PAGE).matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, body = '']) => parse(body) as object);

test('the example of a definition is one, and shows everything that can be chosen', () => {
  const [example] = blocks as [{ alignment: object }];
  expect(Object.keys(example.alignment).sort()).toEqual(Object.keys(DEFAULT_ALIGNMENT).sort());
  const alignment = alignmentSchema.parse(example.alignment);
  expect(unknownChoices(definitionOf('blue', { alignment }))).toEqual([]);
});

test('the example of a users.yaml is one', () => {
  expect(Object.keys(identitySchema.parse(blocks[1]))).toEqual(['projects', 'users']);
});

function explained(name: string | undefined, table: string): boolean {
  return new RegExp(`^\\| \`${name}\` +\\| [^|]*\`${table}\``, 'm').test(read(PAGE));
}

test('every optional table is explained', () => {
  const optional = Object.values(LIBERTY_TO_STEIN.tables)
    .flat()
    .filter((mapping) => mapping.optional !== undefined);
  expect(optional.filter((mapping) => !explained(mapping.optional, mapping.to.table))).toEqual([]);
});

test('every assertion is explained', () => {
  const all = Object.values(LIBERTY_TO_STEIN.assertions).flat();
  expect(all.filter(({ name }) => !new RegExp(`^\\| ${name} +\\|`, 'm').test(read(PAGE)))).toEqual([]);
});

test('every fix-up stands there with its reason', () => {
  const [above = ''] = read(PAGE).split(HEADING);
  const page = `${above}${HEADING}${fixUpsTable()}`;
  // When this fails: UPDATE_DOCS=1 npx jest test/house/alignment-page --selectProjects pure
  if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(join(projectRoot(), PAGE), page);
  expect(read(PAGE)).toBe(page);
});
