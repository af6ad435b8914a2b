import { nameNetworks } from '../../../activities/probes/named-networks';

const web = { id: 'id-1', name: 'web' };
const other = { id: 'id-2', name: 'web' };
const nameless = { id: 'id-3', name: '' };

test('a network is found by its name, or by its id, which comes first', () => {
  const found = nameNetworks([web, web, nameless], { web: 'by-name', 'id-1': 'by-id', 'id-3': '' });
  expect(found).toEqual({
    namespaces: new Map([
      ['id-1', 'by-id'],
      ['id-3', ''],
    ]),
    missing: [],
    ambiguous: [],
  });
});

test('of several networks with one name each is to be given by its id', () => {
  const given = { web: 'somewhere' };
  const both = { namespaces: new Map(), missing: [], ambiguous: ['web (id-1)', 'web (id-2)'] };
  expect(nameNetworks([web, other], given)).toEqual(both);
  expect(nameNetworks([web, other], { ...given, 'id-1': 'here' }).namespaces).toEqual(
    new Map([
      ['id-1', 'here'],
      ['id-2', 'somewhere'],
    ]),
  );
});

test('what is not given is named, networks without a name by their id', () => {
  expect(nameNetworks([web, nameless], { constructor: 'x' }).missing).toEqual(['id-3', 'web']);
});
