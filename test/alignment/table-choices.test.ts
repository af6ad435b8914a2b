import { DEFAULT_ALIGNMENT, type AlignmentChoices } from '../../model/tables/alignment-choices';
import type { ClusterDefinition } from '../../model/cluster';
import { tableChoices } from '../../alignment/table-choices';
import { LIBERTY_TO_STEIN } from '../../releases/liberty-to-stein/pair';
import { definitionOf } from '../support/definition';

function digests(choices: Partial<AlignmentChoices> = {}, more: Partial<ClusterDefinition> = {}) {
  return tableChoices(
    LIBERTY_TO_STEIN,
    definitionOf('blue', { alignment: { ...DEFAULT_ALIGNMENT, ...choices }, ...more }),
  );
}

/** Tables whose digest is another than with `base`. */
function changed(
  choices: Partial<AlignmentChoices>,
  more: Partial<ClusterDefinition> = {},
  base: Partial<AlignmentChoices> = {},
): string[] {
  const before = digests(base);
  return [...digests({ ...base, ...choices }, more)]
    .filter(([name, digest]) => before.get(name) !== digest)
    .map(([name]) => name);
}

test('what decides no row changes no digest', () => {
  expect(changed({}, { copy: { ...definitionOf('blue').copy, threads: 9 } })).toEqual([]);
});

test('a choice changes the digests of the tables that it is about', () => {
  expect(changed({ imageStore: 'ceph' })).toEqual(['glance.image_locations']);
  expect(changed({ imageStore: 'rbd' }, {}, { imageStore: 'ceph' })).toEqual(['glance.image_locations']);
  expect(changed({ without: ['imageVisibility'] })).toEqual(['glance.images']);
  expect(changed({ pool: { from: 'pool', to: 'pools' } })).toEqual(['nova.instance_metadata']);
  expect(changed({ without: ['zonePins'] }, {}, { zones: { fallback: 'nova', pin: true } })).toEqual([
    'nova_api.request_specs',
  ]);
  expect(changed({}, { volumes: { hosts: { 'old@a': 'new@b' }, availabilityZone: 'nova' } })).toContain(
    'cinder.volumes',
  );
});

const identity = (id: string) => ({ identity: { projects: { old: id }, users: {} } });

test('a new id changes those of all tables that have ids of projects', () => {
  expect(changed(identity('two'), {}, identity('one'))).toEqual(
    expect.arrayContaining(['nova.instances', 'glance.images', 'cinder.volumes']),
  );
});
