import Table from 'cli-table3';
import type { SetAside } from '../../model/failure-budget/set-aside';
import type { Progress, Waiting } from '../../model/operator/progress';
import { tellSoak } from '../../model/operator/tell-soak';

/** What a run waits for, and the commands that help; '' when it waits for nobody. */
export function printWaiting(cluster: string, { waiting, control }: Pick<Progress, 'waiting' | 'control'>): string {
  const paused = control.paused ? `Paused. Go on: stackleap resume ${cluster}` : '';
  return [paused, waiting === null ? '' : waitingLine(cluster, waiting)].filter((line) => line !== '').join('\n');
}

function waitingLine(cluster: string, waiting: Waiting): string {
  if (waiting.for === 'approval') {
    const people = waiting.by === undefined ? '' : ` by ${waiting.by.join(' or ')}`;
    return `Waiting for approval${people}: stackleap approve ${cluster} ${waiting.gate}`;
  }
  if (waiting.for === 'soak') return tellSoak(waiting);
  if (waiting.for === 'host')
    return `${waiting.host} is held: ${waiting.message}\nLook again: stackleap retry-host ${cluster} ${waiting.host}; leave it out: stackleap skip-host ${cluster} ${waiting.host}`;
  return `${waiting.phase} failed, ${waiting.type}: ${waiting.message}\nTry again: stackleap resume ${cluster}; go back: stackleap roll-back ${cluster}; stop here: stackleap abort ${cluster}`;
}

const OPEN_EARLY =
  'The new APIs are open. VMs on hosts whose turn is to come are locked, and changes of their security groups wait for it.';

/** Whether tenants reach the new APIs while hypervisors have yet to come. */
function isOpenEarly({ phases, verdict }: Progress): boolean {
  const outcomes = new Map(phases.map(({ name, outcome }) => [name, outcome]));
  return (
    verdict === '' && outcomes.get('open') === 'done' && outcomes.has('agents') && outcomes.get('agents') !== 'done'
  );
}

/** Of a run that was ended from outside, such as by `terminate`: it could not clean up, and shows what it showed then. */
function withoutVerdict(cluster: string, state: string): string {
  return `Ended without a verdict (${state}). What it has done stands: stackleap upgrade ${cluster} goes on, stackleap roll-back ${cluster} undoes it.`;
}

function printSetAside(cluster: string, all: readonly SetAside[]): string {
  const lines = all.map(({ host, phase, type, message }) => `Set aside: ${host} in ${phase}, ${type}: ${message}`);
  const [first] = all;
  return first === undefined
    ? ''
    : [...lines, `Take one up again in this phase: stackleap retry-host ${cluster} ${first.host}`].join('\n');
}

/** A run's phases and steps under way; `state` is Temporal's word for the workflow. */
export function printProgress(state: string, progress: Progress): string {
  const table = new Table({ head: ['phase', 'state', 'seconds'], style: { head: [], border: [] } });
  for (const { name, outcome, seconds } of progress.phases) table.push([name, outcome, seconds > 0 ? seconds : '']);
  const { cluster, verdict, control, current, leftAlone: alreadyDone, rollsBackBecause } = progress;
  const open = state === 'RUNNING';
  return [
    `${cluster}: ${verdict || state}${control.paused ? ', paused' : ''}`,
    table.toString(),
    verdict === '' && open ? printWaiting(cluster, progress) : '',
    verdict === '' && !open ? withoutVerdict(cluster, state) : '',
    rollsBackBecause === undefined ? '' : `Rolls back. ${rollsBackBecause.type}: ${rollsBackBecause.message}`,
    isOpenEarly(progress) ? OPEN_EARLY : '',
    alreadyDone === undefined ? '' : `Skipped, already done: ${alreadyDone}`,
    printSetAside(cluster, control.setAside ?? []),
    current.length > 0 ? `${open ? 'Running' : 'Was under way'}: ${current.join(', ')}` : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}
