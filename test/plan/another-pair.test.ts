import { planAgents } from '../../plan/agents';
import { planHosts } from '../../plan/hosts';
import { planNetwork } from '../../plan/network';
import { planUpgrade } from '../../plan/upgrade';
import { BAKERY } from '../support/bakery';
import { BAKED } from '../support/bakery-host';

const OPTIONS = { phases: ['network', 'hosts', 'agents'], hosts: null, seedFlows: true } as const;

test('a cluster of any two releases has its network, hosts and agents planned as every other has', () => {
  const phases = [planNetwork(), planHosts(BAKED, null), planAgents(BAKED, OPTIONS)];
  const plan = planUpgrade(BAKED, OPTIONS);
  expect(plan.pair).toBe(BAKERY.name);
  const tracks = (of: typeof phases) => of.flatMap(({ groups }) => groups.flatMap((group) => group.lanes));
  const planned = new Set(tracks([...plan.phases]).flatMap(({ steps }) => steps.map(({ id }) => id)));
  const own = tracks(phases).flatMap(({ steps }) => steps.map(({ id }) => id));
  expect(own.length).toBeGreaterThan(60);
  expect(own.filter((id) => !planned.has(id))).toEqual([]);
});

test('no word of its plan is of other releases', () => {
  expect(JSON.stringify(planUpgrade(BAKED, OPTIONS))).not.toMatch(/liberty|stein/i);
});
