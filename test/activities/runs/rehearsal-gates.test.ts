import { createCheckInput } from '../../../activities/runs/check-input';
import { definitionOf } from '../../support/definition';

/** What the workflow is told; only its gates are looked at here. */
async function checked(input: object, choices?: Parameters<typeof definitionOf>[1]): Promise<object> {
  const checkInput = createCheckInput({ readDefinition: async () => Promise.resolve(definitionOf('blue', choices)) });
  return checkInput({ workflow: 'upgradeCluster', input: { cluster: 'blue', ...input } });
}

test('a rehearsal opens nothing, and waits once before it closes the old APIs', async () => {
  expect(await checked({ rehearse: true })).toMatchObject({ gates: [{ gate: 'preflight' }] });
  expect(await checked({ rehearse: true, approval: 'auto' })).toMatchObject({ gates: [] });
  expect(await checked({})).toMatchObject({ gates: [{ gate: 'open' }, { gate: 'finalize' }] });
});

test('whom the definition lets open that gate, opens it for a rehearsal, too', async () => {
  const approvals = [{ gate: 'preflight', by: ['ada'] }, { gate: 'open' }] as const;
  expect(await checked({ rehearse: true }, { approvals })).toMatchObject({ gates: [approvals[0]] });
});
