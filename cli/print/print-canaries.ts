import type { CanaryRun, CanarySchedule } from '../read/canaries';

/** One line a schedule. */
export function printCanaries(schedules: readonly CanarySchedule[]): string {
  return schedules.length === 0 ? 'No cluster has a canary schedule.' : schedules.map(printSchedule).join('\n');
}

/** The schedule, and its newest canaries with what became of them, the newest first. */
export function printCanary(schedule: CanarySchedule, runs: readonly CanaryRun[]): string {
  const newest = runs.length === 0 ? 'It has started no canary yet.' : 'Its newest canaries:';
  return [printSchedule(schedule), newest, ...runs.map(printRun)].join('\n');
}

function printSchedule({ cluster, paused, note, next }: CanarySchedule): string {
  const state = paused
    ? `paused${note === '' ? '' : `: ${note.trimEnd()}`}`
    : `next at ${next === '' ? 'no time' : next}`;
  return `${cluster}: ${state}${paused ? `\n  Let it go on: stackleap canary resume ${cluster}` : ''}`;
}

function printRun({ started, outcome, summary }: CanaryRun): string {
  return `  ${started} ${outcome}${summary === '' ? '' : `: ${summary.trimEnd().replaceAll('\n', '\n    ')}`}`;
}
