import { planHosts } from '../../plan/hosts';
import type { Trial } from '../../model/plan/trial';
import type { ClusterDefinition } from '../../model/cluster';
import { definitionOf } from '../support/definition';

const HOSTS = ['compute1', 'compute2', 'compute3', 'compute4', 'compute5'];

function withCanaries(canaries: readonly string[], more: Partial<ClusterDefinition['rollout']> = {}) {
  const { rollout } = definitionOf('blue');
  return definitionOf('blue', { hypervisors: HOSTS, rollout: { ...rollout, hostsPerBatch: 2, canaries, ...more } });
}

/** Hosts of each batch, and the names of the groups that belong to none. */
function orderOf(
  definition: ClusterDefinition,
  hosts: readonly string[] | null = null,
  trials: readonly Trial[] = [],
): readonly string[] {
  return planHosts(definition, hosts, trials).groups.flatMap(({ name, workflow, lanes, trial }) => {
    if (workflow === 'upgradeHostBatch')
      return [`${trial === true ? 'first ' : ''}${lanes.map((lane) => lane.name).join()}`];
    return name.startsWith('batch-') ? [] : [name];
  });
}

describe('canaries in `hosts`', () => {
  it('are through in their order before any other begins', () => {
    expect(orderOf(withCanaries(['compute4', 'compute2', 'compute5']))).toEqual([
      'first compute4,compute2',
      'first compute5',
      'canaries-through',
      'compute1,compute3',
    ]);
  });

  it('are together with trials, and once where one is both', () => {
    const trials = ['compute1', 'compute4'].map((host) => ({ host, group: host, hosts: 2 }));
    expect(orderOf(withCanaries(['compute4']), null, trials)).toEqual([
      'first compute4,compute1',
      'canaries-through',
      'compute2,compute3',
      'compute5',
    ]);
  });

  it('stand before nobody where they are all that was chosen, and are left out where they were not', () => {
    const definition = withCanaries(['compute4', 'compute2']);
    expect(orderOf(definition, ['compute2', 'compute4'])).toEqual(['compute4,compute2']);
    expect(orderOf(definition, ['compute1', 'compute3'])).toEqual(['compute1,compute3']);
    expect(orderOf(definition, ['compute1', 'compute2'])).toEqual(['first compute2', 'canaries-through', 'compute1']);
  });
});
