import * as fc from 'fast-check';
import { OPERATOR_COMMANDS, type OperatorCommand } from '../../model/operator/operator-commands';
import { applyCommand, NO_COMMANDS, objection } from '../../workflows/operator/apply-command';

const command = fc.record(
  {
    name: fc.constantFrom(...OPERATOR_COMMANDS),
    by: fc.string(),
    gate: fc.constantFrom('open' as const, 'finalize' as const),
    host: fc.constantFrom('compute1', 'compute2'),
  },
  { requiredKeys: ['name'] },
) as fc.Arbitrary<OperatorCommand>;

describe('the reducer of commands', () => {
  it('never changes the state that it is given, and keeps every command for the audit', () => {
    fc.assert(
      fc.property(fc.array(command), (commands) => {
        const accepted: OperatorCommand[] = [];
        let state = NO_COMMANDS;
        for (const next of commands) {
          const before = structuredClone(state);
          if (objection(state, next) !== undefined) continue;
          accepted.push(next);
          const after = applyCommand(state, next);
          expect(state).toEqual(before);
          state = after;
        }
        expect(state.pending).toEqual(accepted);
        expect(state.held.filter((host) => state.skipped.includes(host))).toEqual([]);
        expect(new Set(state.held).size).toBe(state.held.length);
      }),
    );
  });

  it('means the same when a command comes twice', () => {
    fc.assert(
      fc.property(command, (given) => {
        const { pending: _, retries: __, ...once } = applyCommand(NO_COMMANDS, given);
        const { pending: ___, retries: ____, ...twice } = applyCommand(applyCommand(NO_COMMANDS, given), given);
        expect(twice).toEqual(once);
      }),
    );
  });

  it('refuses what makes no sense', () => {
    const stopping = applyCommand(NO_COMMANDS, { name: 'abort' });
    expect(objection(stopping, { name: 'approve', gate: 'open', by: 'ada' })).toContain('stopping already');
    expect(objection(stopping, { name: 'rollBack' })).toBeUndefined();
    expect(objection(NO_COMMANDS, { name: 'pause', by: 3 as unknown as string })).toContain('"by" must be a text');
    expect(objection(NO_COMMANDS, { name: 'abort', why: 'w'.repeat(1_001) })).toContain('"why" must be a text');
    for (const name of OPERATOR_COMMANDS) {
      const back = objection(NO_COMMANDS, { name, gate: 'open', host: 'compute1', by: 'ada' }, 'rolling back');
      if (['pause', 'resume', 'abort'].includes(name)) expect(back).toBeUndefined();
      else expect(back).toContain('is rolling back');
      expect(objection(NO_COMMANDS, { name, gate: 'open', by: 'ada' }, 'ending')).toContain('the run is ending');
    }
    expect(objection(NO_COMMANDS, { name: 'approve', gate: 'preflight', by: 'ada' })).toContain('unknown gate');
  });
});
