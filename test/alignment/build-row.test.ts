import { buildRow, UnbuildableRow } from '../../alignment/build-row';
import { project } from '../../alignment/projection';
import { column, ID, mapping, PLACES } from './support';

const projection = project(
  mapping({
    built: {
      inputs: { text: 's.name' },
      columns: ['spec'],
      build: ({ text }) => {
        if (text === null) throw new Error('things.name holds nothing');
        return { spec: `<${text}>` };
      },
    },
  }),
  [ID, column('name')],
  [ID, column('spec')],
  PLACES,
);

test('code is given its inputs as texts', () => {
  expect(buildRow(projection, { id: 7, 'in:text': Buffer.from('a') })).toEqual({ spec: '<a>' });
});

test('a row that cannot be built is named, with what is wrong with it', () => {
  const where = 'things → nova.things, id 7';
  expect(() => buildRow(projection, { id: 7, 'in:text': null })).toThrow(
    new UnbuildableRow('7', 'things.name holds nothing', where, { cause: new Error('things.name holds nothing') }),
  );
});
