import * as fc from 'fast-check';
import { readDefinition } from '../../config/read-definition';
import { PHASES } from '../../model/phases';
import { PAGE_BYTES } from '../../model/plan/plan-page';
import { canonicalJson } from '../../model/plan/canonical-json';
import { checkPlan } from '../../plan/check';
import { planDigest } from '../../plan/digest';
import { pageOf } from '../../activities/runs/plans/page';
import { planUpgrade } from '../../plan/upgrade';

const ALL = { phases: PHASES, hosts: null, seedFlows: true };

describe('planUpgrade', () => {
  it('is the same for the same definition, and frozen to the last step', async () => {
    const [one, two] = [planUpgrade(await readDefinition('lab'), ALL), planUpgrade(await readDefinition('lab'), ALL)];
    expect(planDigest(one)).toBe(planDigest(two));
    const step = one.phases[0]?.groups[0]?.lanes[0]?.steps[0] as { id: string };
    expect(() => (step.id = 'x')).toThrow(TypeError);
  });

  it('has the phases in the order of the design', async () => {
    const names = planUpgrade(await readDefinition('lab'), ALL).phases.map(({ name }) => name);
    expect(names).toEqual(PHASES.filter((name) => names.includes(name)));
  });

  it('looks only at what the phases need', async () => {
    const options = { phases: ['preflight', 'hosts'] as const, hosts: ['compute2'], seedFlows: true };
    const [preflight] = planUpgrade(await readDefinition('lab'), options).phases;
    expect(preflight?.groups[0]?.lanes.map(({ name }) => name)).toEqual(['probes', 'guests', 'compute2']);
  });

  it('looks in preflight at the tables of those phases only that were asked for', async () => {
    const options = { phases: ['preflight', 'freeze', 'images', 'volumes'] as const, hosts: null, seedFlows: true };
    const [preflight] = planUpgrade(await readDefinition('lab'), options).phases;
    const looks = preflight?.groups[0]?.lanes.flatMap(({ steps }) => steps) ?? [];
    expect(looks.find(({ activity }) => activity === 'readDatabaseBlockers')?.input).toEqual({
      phases: ['images', 'volumes'],
    });
  });

  it('refuses a step that stands in it twice, and agents side by side', async () => {
    const plan = planUpgrade(await readDefinition('lab'), { ...ALL, phases: ['freeze'] });
    expect(() => checkPlan({ ...plan, phases: [...plan.phases, ...plan.phases] })).toThrow('is in the plan twice');
    const group = { name: 'all', workflow: 'restartAgent' as const, atOnce: 2, lanes: [] };
    expect(() => checkPlan({ ...plan, phases: [{ name: 'agents', groups: [group] }] })).toThrow('strictly one after');
  });
});

describe('canonicalJson', () => {
  it('does not depend on the order of keys, and is JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('pageOf', () => {
  it('gives every item once, in order, in pages that fit into a history', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 9_000 }), { maxLength: 30 }), (items) => {
        const seen: string[] = [];
        for (let from: number | null = 0; from !== null;) {
          const page: ReturnType<typeof pageOf<string>> = pageOf(items, from);
          expect(page.items.length === 1 || JSON.stringify(page.items).length <= PAGE_BYTES + 2).toBe(true);
          seen.push(...page.items);
          from = page.next;
        }
        expect(seen).toEqual(items);
      }),
      { numRuns: 30 },
    );
  });
});
