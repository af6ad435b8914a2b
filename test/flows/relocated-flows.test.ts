import * as fc from 'fast-check';
import { formatActions, parseActions } from '../../flows/actions';
import { isBypassFlow, relocateFlows } from '../../flows/relocated-flows';
import { FIREWALL, LIBERTY_TUNNELS } from './agents-flows';

const ENTRY = 'cookie=0x5eed0000,table=0,priority=65535,actions=resubmit(,128)';

const one = (flow: string): string | undefined => relocateFlows([flow]).flows[1];
const problems = (flow: string): readonly string[] => relocateFlows([flow]).problems;

const tableOf = (flow: string): number => Number(/,table=(\d+)/.exec(flow)?.[1]);
const targets = (flow: string): readonly number[] =>
  [...flow.matchAll(/resubmit\(\w*,(\d+)|goto_table:(\d+)|(?:learn|ct)\([^()]*?table=(\d+)/g)].map(([, ...found]) =>
    Number(found.find((table) => table !== undefined)),
  );

/** What has to be the same in a copy. */
const bare = (flow: string): string =>
  flow
    .replace(/^cookie=\w+,table=\d+,/, '')
    .replaceAll(/(resubmit\(\w*,|goto_table:|table=)\d+/g, '$1N')
    .replaceAll(/,?cookie=\w+|hard_timeout=\d+,(?=priority=1,vlan_tci)/g, '');

describe.each([
  ['tunnels of Liberty', LIBERTY_TUNNELS],
  ['security groups in flows', FIREWALL],
])('copies of %s', (_, flows) => {
  const { flows: copies, problems: none } = relocateFlows(flows);

  it('are all there, under our cookie, behind one entry', () => {
    expect(none).toEqual([]);
    expect(copies[0]).toBe(ENTRY);
    expect(copies).toHaveLength(flows.length + 1);
    expect(copies.every(isBypassFlow)).toBe(true);
  });

  it('stand in tables that no agent uses, and lead nowhere else', () => {
    for (const copy of copies.slice(1)) expect(tableOf(copy)).toBeGreaterThanOrEqual(128);
    for (const copy of copies) for (const table of targets(copy)) expect(table).toBeGreaterThanOrEqual(128);
    expect(copies.flatMap(targets).slice(1)).toEqual(flows.flatMap(targets).map((table) => table + 128));
  });

  it('keep match and priority, and all but tables and cookies of what is done', () => {
    expect(copies.slice(1).map(bare)).toEqual(flows.map(bare));
  });
});

it.each([
  ['cookie=0x1,table=0,actions=resubmit:5', 'cookie=0x5eed0000,table=128,actions=resubmit:5'],
  ['cookie=0x1,table=2,in_port=3,actions=resubmit(4,)', 'cookie=0x5eed0000,table=130,in_port=3,actions=resubmit(4)'],
  ['cookie=0x1,table=2,actions=resubmit(,3,ct)', 'cookie=0x5eed0000,table=130,actions=resubmit(,131,ct)'],
  ['cookie=0x1,actions=goto_table:60', 'cookie=0x5eed0000,table=128,actions=goto_table:188'],
  [
    'cookie=0x1,table=1,actions=clone(ct(table=3),resubmit(,4))',
    'cookie=0x5eed0000,table=129,actions=clone(ct(table=131),resubmit(,132))',
  ],
  [
    'cookie=0x1,table=1,idle_timeout=5,hard_timeout=300,send_flow_rem,importance=3,priority=7,ip,actions=output:"tap-1",LOCAL',
    'cookie=0x5eed0000,table=129,priority=7,ip,actions=output:"tap-1",LOCAL',
  ],
])('%s', (flow, copy) => {
  expect(one(flow)).toBe(copy);
});

it.each([
  ['cookie=0x1,table=126,actions=drop', 'flows of table 126 cannot be copied: only tables up to 125 have a place'],
  [
    'cookie=0x1,table=0,actions=resubmit(,200)',
    'flows of table 200 cannot be copied: only tables up to 125 have a place',
  ],
  ['cookie=0x1,table=0,actions=learn(NXM_OF_VLAN_TCI[0..11])', 'a learn action names no table'],
  ['cookie=0x1,table=0,actions=sometime(table=3)', 'the action sometime cannot be copied'],
])('refuses %s', (flow, problem) => {
  expect(problems(flow)).toEqual([problem]);
});

it('copies nothing where nothing is', () => {
  expect(relocateFlows([])).toEqual({ flows: [], problems: [] });
});

const plain = fc.constantFrom(
  'NORMAL',
  'drop',
  'output:7',
  'mod_vlan_vid:5',
  'load:0x1->NXM_NX_REG5[0..15]',
  'IN_PORT',
);
const table = fc.integer({ min: 0, max: 125 });
const jump = fc.oneof(
  table.map((n) => `resubmit(,${n})`),
  table.map((n) => `goto_table:${n}`),
  table.map((n) => `ct(commit,table=${n},zone=NXM_NX_REG6[0..15],exec(load:0x1->NXM_NX_CT_MARK[]))`),
  table.map((n) => `learn(table=${n},priority=1,NXM_OF_ETH_DST[]=NXM_OF_ETH_SRC[],output:NXM_OF_IN_PORT[])`),
);
const actionsArbitrary = fc.array(fc.oneof(plain, jump), { minLength: 1, maxLength: 6 });

it('reads and writes actions without a difference', () => {
  fc.assert(
    fc.property(actionsArbitrary, (actions) => {
      expect(formatActions(parseActions(actions.join(',')))).toBe(actions.join(','));
    }),
  );
});

it('decides as the flows do: the same order in each table, and every jump into the copy of its table', () => {
  const flow = fc.record({ table, priority: fc.integer({ min: 0, max: 65_535 }), actions: actionsArbitrary });
  fc.assert(
    fc.property(fc.array(flow, { minLength: 1, maxLength: 20 }), (given) => {
      const { flows, problems: none } = relocateFlows(
        given.map(
          (f) =>
            `cookie=0x1,table=${f.table},priority=${f.priority},in_port=${f.priority},actions=${f.actions.join(',')}`,
        ),
      );
      expect(none).toEqual([]);
      expect(flows.slice(1).map((copy) => [tableOf(copy) - 128, Number(/priority=(\d+)/.exec(copy)?.[1])])).toEqual(
        given.map((f) => [f.table, f.priority]),
      );
      expect(flows.slice(1).map((copy) => targets(copy).map((n) => n - 128))).toEqual(
        given.map((f) => targets(f.actions.join(','))),
      );
    }),
  );
});
