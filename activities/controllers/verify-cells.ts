import type { StepInput, StepResult } from '../../model/run';
import { defineFact } from '../define/fact';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { novaManage, novaStatus } from './nova-manage';
import { parseTable, parseUpgradeChecks } from './tables';

const CELL0 = '00000000-0000-0000-0000-000000000000';

/** Exit codes of `nova-status upgrade check`: all well, a warning, a failure. */
const CHECKED = [0, 1, 2];

const novaStatusFact = defineFact<{
  readonly name: string;
  readonly passed: boolean;
  readonly results: readonly { readonly name: string; readonly result: string }[];
}>('checks/nova-status');

/** Cell 0 and the definition's cell are mapped, and Nova's own upgrade check finds no failure. */
export const verifyCells = defineStep({
  name: 'verifyCells',
  once: 'never',
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const ledger = await deps.ledger(definition);
    const cells = parseTable((await novaManage(deps, definition, ['cell_v2', 'list_cells'])).stdout);
    const lacking = [
      ...(cells.some((cell) => cell['UUID'] === CELL0) ? [] : ['cell0']),
      ...(cells.some((cell) => cell['Name'] === definition.target.cell) ? [] : [definition.target.cell]),
    ];
    if (lacking.length > 0)
      throw failure('CheckFailed', `nova-manage cell_v2 list_cells shows no ${lacking.join(', ')}.`);

    const checks = parseUpgradeChecks((await novaStatus(deps, definition, ['upgrade', 'check'], CHECKED)).stdout);
    const failed = checks.filter(({ result }) => result === 'Failure');
    await novaStatusFact.record(ledger, input.run, {
      name: 'nova-status upgrade check',
      passed: checks.length > 0 && failed.length === 0,
      results: checks.map(({ name, result }) => ({ name, result })),
    });
    if (checks.length === 0) throw failure('CheckFailed', 'nova-status upgrade check printed no result.');
    if (failed.length > 0) {
      const said = failed.map(({ name, details }) => `${name}: ${details}`).join('; ');
      throw failure('CheckFailed', `nova-status upgrade check failed: ${said}.`);
    }
    return {
      changed: false,
      summary: `${cells.length} cells mapped; ${checks.length} of Nova's upgrade checks passed.`,
    };
  },
});
