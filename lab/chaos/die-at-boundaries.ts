import { appendFileSync, readFileSync } from 'node:fs';
import { activityInfo } from '@temporalio/activity';
import { Worker, type ActivityExecuteInput, type Next, type ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { readBoundaries, type Boundary, type Moment } from './boundary';
import { chooseMoment } from './choose-moment';
import { CHAOS, type Settings } from './settings';

/** After this time, drawn anew each time, a worker dies amid an activity, if that lasts so long. */
const AMID_MS = 2_000;

const settings = JSON.parse(process.env[CHAOS] ?? '{}') as Settings;
const died = new Set(
  readBoundaries(readFileSync(settings.log, 'utf8'))
    .filter(({ event }) => event === 'die')
    .map(({ key }) => key),
);

type Place = Omit<Boundary, 'at' | 'event'>;

function note(place: Place, event: Boundary['event'], moment?: Moment): void {
  const line: Boundary = { at: Date.now(), event, ...place, ...(moment && { moment }) };
  appendFileSync(settings.log, `${JSON.stringify(line)}\n`);
}

function die(place: Place, moment: Moment): void {
  note(place, 'die', moment);
  process.kill(process.pid, 'SIGKILL');
}

function placeOf({ args }: ActivityExecuteInput): Place {
  const { activityType: activity, activityId, attempt, workflowExecution } = activityInfo();
  const { step = '', phase = '' } = (args[0] ?? {}) as { step?: string; phase?: string };
  const within = step === '' ? `${workflowExecution?.workflowId ?? ''} ${activityId}` : step;
  return { key: `${activity} ${within}`, activity, step, phase, attempt };
}

async function execute(
  input: ActivityExecuteInput,
  next: Next<ActivityInboundCallsInterceptor, 'execute'>,
): Promise<unknown> {
  const place = placeOf(input);
  note(place, 'start');
  const moment = died.has(place.key) ? null : chooseMoment(settings, place.key);
  if (moment === 'before') die(place, moment);
  const amid = moment === 'amid' ? setTimeout(() => die(place, 'amid'), Math.random() * AMID_MS) : undefined;
  try {
    const result = await next(input);
    if (moment !== null) die(place, 'after');
    note(place, 'end');
    return result;
  } finally {
    clearTimeout(amid);
  }
}

/** Loaded before a worker's own entry (`node --require`): the product knows nothing of it. */
const create = Worker.create.bind(Worker);
Worker.create = (options) =>
  create({
    ...options,
    interceptors: {
      ...options.interceptors,
      activity: [...(options.interceptors?.activity ?? []), () => ({ inbound: { execute } })],
    },
  });
