import type { Progress, Waiting } from '../../model/operator/progress';
import { tellSoak } from '../../model/operator/tell-soak';
import type { PhaseRecord } from '../../model/upgrade';

const MARK: Record<PhaseRecord['outcome'], string> = {
  pending: '·',
  running: '▶',
  done: '✔',
  failed: '✘',
  'rolled-back': '↩',
  'undo-failed': '✘',
};

function waitingLine(waiting: Waiting): string {
  if (waiting.for === 'host')
    return `**\`${waiting.host}\` is held** and untouched: ${waiting.message}.\n\nIt is checked again every minute. Send \`retryHost\` to check now, \`skipHost\` to leave it out, \`rollBack\` or \`abort\`.`;
  if (waiting.for === 'soak') return `${tellSoak(waiting)} Then they are judged.`;
  return waiting.for === 'approval'
    ? `**Waiting for approval of \`${waiting.gate}\`**${waiting.by === undefined ? '' : ` by ${waiting.by.join(' or ')}`}: signal or update \`approve\` with \`{"gate": "${waiting.gate}", "by": "…"}\`.`
    : `**\`${waiting.phase}\` failed** (${waiting.type}): ${waiting.message}\n\nSend \`resume\` to retry, \`rollBack\` or \`abort\`.`;
}

function underWay(step: string, detail: string | undefined): string {
  return detail === undefined ? `\`${step}\`` : `\`${step}\` (${detail})`;
}

/** The run as Markdown, for the web UI's current details. */
export function progressMarkdown(progress: Progress): string {
  const { phases, current, details, waiting, control, verdict, leftAlone: alreadyDone, rollsBackBecause } = progress;
  const rows = phases.map(
    ({ name, outcome, seconds }) => `| ${MARK[outcome]} ${name} | ${outcome} | ${seconds > 0 ? `${seconds} s` : ''} |`,
  );
  return [
    verdict === '' ? '' : `**${verdict}**`,
    waiting === null ? '' : waitingLine(waiting),
    rollsBackBecause === undefined ? '' : `**Rolls back** (${rollsBackBecause.type}): ${rollsBackBecause.message}`,
    control.paused ? '**Paused.** Send `resume` to continue.' : '',
    ['| phase | state | time |', '| --- | --- | --- |', ...rows].join('\n'),
    alreadyDone === undefined ? '' : `Skipped, already done: ${alreadyDone}`,
    ...(control.setAside ?? []).map(
      ({ host, phase, type, message }) => `**Set aside** \`${host}\` in \`${phase}\` (${type}): ${message}`,
    ),
    current.length === 0 ? '' : `Running: ${current.map((step) => underWay(step, details[step])).join(', ')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
