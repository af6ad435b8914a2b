import { NEUTRON_COLUMNS, type NeutronKind } from '../../model/pair/neutron-rows';
import { releasePair } from '../../releases/register';

const { network } = releasePair('liberty', 'stein');

/** What comes out of a statement under which names: all between SELECT and the first FROM. */
function columnsOf(sql: string): readonly string[] {
  const [, list = ''] = /^\s*SELECT\s+(.+?)\s+FROM\s/s.exec(sql) ?? [];
  const without = list.replaceAll(/COALESCE\([^)]*\)/g, 'x').replaceAll(/`(\w+)`/g, '$1');
  return without.split(',').map((column) => /(\w+)\s*$/.exec(column.trim())?.[1] ?? column);
}

test.each(Object.keys(NEUTRON_COLUMNS) as NeutronKind[])('%s have the columns that are asked for', (kind) => {
  expect(columnsOf(network.statements[kind])).toEqual(NEUTRON_COLUMNS[kind]);
  expect(columnsOf(network.targetStatements[kind])).toEqual(NEUTRON_COLUMNS[kind]);
});
