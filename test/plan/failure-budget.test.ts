import { failureBudgetSchema } from '../../config/failure-budget-schema';
import { PHASES } from '../../model/phases';
import { hostsOfBudget } from '../../model/failure-budget/budget';
import { concernsOneHost, isHostPhase } from '../../workflows/interpreter/concerns-one-host';
import { planDigest } from '../../plan/digest';
import { planUpgrade } from '../../plan/upgrade';
import { definitionOf } from '../support/definition';

const OPTIONS = { phases: PHASES, hosts: null, seedFlows: true } as const;

function planWith(failureBudget?: object) {
  const definition = definitionOf('blue');
  return planUpgrade(
    { ...definition, rollout: { ...definition.rollout, ...(failureBudget && { failureBudget }) } },
    OPTIONS,
  );
}

describe('a failure budget', () => {
  it.each([
    [undefined, 3_000, 0],
    [{ hosts: 5 }, 3_000, 5],
    [{ share: 0.01 }, 3_000, 30],
    [{ share: 0.01 }, 99, 0],
    [{ hosts: 5, share: 0.01 }, 300, 3],
    [{ share: 1 }, 18_000, 40],
  ])('%p of %p hosts is %p', (budget, hosts, most) => {
    expect(hostsOfBudget(budget, hosts)).toBe(most);
  });

  it.each([
    [{}, 'say how many hosts may fail'],
    [{ hosts: 41 }, '<=40'],
    [{ hosts: 1.5 }, 'expected int'],
    [{ share: 1.01 }, '<=1'],
    [{ most: 3 }, 'most'],
  ])('%j is refused', (budget, reason) => {
    expect(JSON.stringify(failureBudgetSchema.safeParse(budget).error?.issues)).toContain(reason);
  });

  it('is a part of the plan, and without one the plan is what it was', () => {
    expect(planWith({ hosts: 2 })).toMatchObject({ failureBudget: 2 });
    expect(planWith()).not.toHaveProperty('failureBudget');
    expect(planDigest(planWith({ share: 0.01 }))).toBe(planDigest(planWith()));
  });

  it('is never for guests, for what is away, and for proofs after an agent has changed', () => {
    for (const type of ['GuestDisturbed', 'PacketsLost', 'HostUnreachable', 'DatabaseUnreachable', 'ApiFailed'])
      for (const phase of ['hosts', 'agents'] as const) expect(concernsOneHost(phase, type, 'ensureThing')).toBe(false);
    expect(concernsOneHost('agents', 'HostNotReady', 'verifySwitchUntouched')).toBe(false);
    expect(concernsOneHost('agents', 'HostNotReady', 'ensureAgentStarted')).toBe(true);
    expect(concernsOneHost('hosts', 'HostNotReady', 'verifyModule')).toBe(true);
    expect(PHASES.filter(isHostPhase)).toEqual(['hosts', 'agents']);
  });
});
