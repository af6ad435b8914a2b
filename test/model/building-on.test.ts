import { buildingOn } from '../../model/plan/building-on';
import type { PhaseName } from '../../model/phases';

const OPEN: readonly PhaseName[] = ['freeze', 'images', 'compute', 'network', 'hosts', 'agents'];

it.each<[readonly PhaseName[], readonly PhaseName[]]>([
  [['agents'], []],
  [['hosts'], ['agents']],
  [['hosts', 'agents'], []],
  [['images'], ['hosts', 'agents']],
  [['images', 'hosts', 'agents'], []],
  [['freeze'], ['images', 'compute', 'network', 'hosts', 'agents']],
  [['controllers'], []],
])('%p leave behind what builds on them: %p', (phases, left) => {
  expect(buildingOn(phases, OPEN, 'early')).toEqual(left);
});
