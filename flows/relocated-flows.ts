import { formatActions, parseActions, splitList, type Action } from './actions';
import { BYPASS_COOKIE } from './cookie';

/** Copies of a bridge's flows beside them. */
export interface RelocatedFlows {
  /** The first leads every packet into the copies; '' is no bridge without flows: then the list is empty. */
  readonly flows: readonly string[];
  /** What cannot be copied, one sentence each. */
  readonly problems: readonly string[];
}

/** Table n stands once more at n + 128: Open vSwitch has the tables 0 to 253, and agents use none above 94. */
const RELOCATED_BY = 128;
const LAST_COPIED = 125;
/** Above all flows of an agent. None of them takes every packet at this priority, so that none takes this one's place. */
const ENTRY = `cookie=${BYPASS_COOKIE},table=0,priority=65535,actions=resubmit(,${RELOCATED_BY})`;

/** What a copy leaves out: it stays until it is taken away, and tells nobody when it goes. */
const LEFT_OUT = /^(cookie|table|idle_timeout|hard_timeout|importance|send_flow_rem|check_overlap|reset_counts)\b/;

class Uncopied extends Error {}

/**
 * Copies flows, as `parseFlows` gives them, into tables that no agent uses, under our cookie: matches, priorities and actions
 * stay, and whatever leads from one table to another leads to its copy. The agent may then write and delete in its own tables as
 * it likes. What was learnt goes along and does not age; what is learnt later goes into the copies.
 */
export function relocateFlows(flows: readonly string[]): RelocatedFlows {
  const problems: string[] = [];
  const copies = flows.flatMap((flow) => {
    try {
      return [copy(flow)];
    } catch (error) {
      if (!(error instanceof Uncopied)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  return { flows: copies.length === 0 ? [] : [ENTRY, ...copies], problems };
}

/** Whether it is one of ours. */
export function isBypassFlow(flow: string): boolean {
  return flow.startsWith(`cookie=${BYPASS_COOKIE},`);
}

function copy(flow: string): string {
  const [match = '', actions = ''] = splitAt(flow, ',actions=');
  const table = Number(/(?:^|,)table=(\d+)/.exec(match)?.[1] ?? 0);
  const kept = splitList(match).filter((field) => !LEFT_OUT.test(field));
  const moved = formatActions(parseActions(actions).map(move));
  return [`cookie=${BYPASS_COOKIE}`, `table=${relocatedTable(table)}`, ...kept, `actions=${moved}`].join(',');
}

function splitAt(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function relocatedTable(table: number | string): number {
  const number = Number(table);
  if (!Number.isInteger(number) || number < 0 || number > LAST_COPIED)
    throw new Uncopied(`flows of table ${table} cannot be copied: only tables up to ${LAST_COPIED} have a place`);
  return number + RELOCATED_BY;
}

function move(action: Action): Action {
  const { name, form, argument } = action;
  switch (name) {
    case 'resubmit':
      return form === '(' ? { ...action, argument: moveResubmit(argument) } : action;
    case 'goto_table':
      return { ...action, argument: String(relocatedTable(argument)) };
    case 'ct':
      return { ...action, argument: splitList(argument).map(moveTable).join(',') };
    case 'learn':
      return { ...action, argument: moveLearn(argument) };
    case 'clone':
    case 'write_actions':
      return { ...action, argument: formatActions(parseActions(argument).map(move)) };
    default:
      // An action that may lead to a table in a way that is not known here.
      if (/table=|resubmit/.test(argument)) throw new Uncopied(`the action ${name} cannot be copied`);
      return action;
  }
}

/** `port,table` or `port,table,ct`; without a table it stays in the one that it is in, which is the copy. */
function moveResubmit(argument: string): string {
  const [port = '', table = '', ...more] = argument.split(',');
  return [port, ...(table === '' ? [] : [String(relocatedTable(table))]), ...more].join(',');
}

function moveTable(part: string): string {
  const [, table] = /^table=(\d+)$/.exec(part) ?? [];
  return table === undefined ? part : `table=${relocatedTable(table)}`;
}

function moveLearn(argument: string): string {
  const parts = splitList(argument).filter((part) => !part.startsWith('cookie='));
  if (!parts.some((part) => /^table=\d+$/.test(part))) throw new Uncopied('a learn action names no table');
  return [...parts.map(moveTable), `cookie=${BYPASS_COOKIE}`].join(',');
}
