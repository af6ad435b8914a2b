import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { differencesOf } from '../../../activities/network/compare/differences';
import { refusedRules } from '../../../activities/network/preflight/refused/rules';
import type { LibertyRows } from '../../../activities/network/source/read-liberty';
import { wantedRules } from '../../../activities/network/wanted/security-groups';
import { questionAbout, verdictOf } from '../../../activities/network/preflight/segments/ask-segment';
import { ApiError } from '../../../connectors/openstack/api-error';
import type { Database } from '../../../connectors/mysql/database';
import type { NetworkObject } from '../../../connectors/openstack/network-api';
import { identifier } from '../../../model/quote';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';
import { LIBERTY_NEUTRON } from '../../../releases/liberty-to-stein/neutron';
import { createNeutron, postInNeutron, type NeutronsAnswer, type Post } from '../../support/post-in-neutron';
import { openScratchDatabase } from '../../support/scratch-server';

const NOTHING = Object.fromEntries(Object.keys(LIBERTY_NEUTRON).map((kind) => [kind, []])) as unknown as LibertyRows;
const PROJECT = 'a'.repeat(32);
const GROUPS = Array.from({ length: 3 }, (_, i) => uuid(`group ${i}`));
/** What fast-check draws from; another one draws other rows. */
const SEED = 22;

let database: Database;
let schema: string;
let wanted: readonly NetworkObject[];
let answers: readonly NeutronsAnswer[];
let verdicts: readonly NeutronsAnswer[];

/** Places of segments that this Neutron is asked about, and what it has to say: it has a network card's MTU, and no GRE. */
const PLACES: readonly (readonly [type: string, physical: string, segmentation: number | null, verdict: object])[] = [
  ['vlan', 'physnet1', 100, { largestMtu: 1500 }],
  ['flat', 'physnet1', null, { largestMtu: 1500 }],
  ['vxlan', '', 70, { largestMtu: 1450 }],
  ['vlan', 'physnet9', 100, { refused: expect.stringContaining("physical_network 'physnet9' unknown") as string }],
  ['flat', 'physnet9', null, { refused: expect.stringContaining("physical_network 'physnet9' unknown") as string }],
  ['gre', '', 70, { refused: expect.stringContaining("'gre' not supported") as string }],
];
const QUESTIONS = PLACES.map(([type, physical, segmentation]): Post => ({
  resource: 'network',
  fields: questionAbout({ type, physical, segmentation, networks: [] }),
}));

function uuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** Mostly what is right, so that no rule hides behind another. */
function rarely<T>(odd: T, usual: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: usual, weight: 20 }, { arbitrary: fc.constant(odd), weight: 1 });
}

const port = fc.constantFrom(null, null, 0, 1, 22, 80, 255, 256, 65_535);
const protocols = [
  ...Object.keys(LIBERTY_TO_STEIN.network.protocolNumbers),
  'TCP',
  'teleport',
  '0',
  '6',
  '17',
  '58',
  '255',
  '256',
];
const prefixes = [
  ...['0.0.0.0/0', '::/0', '1.2.3.4', '10.0.0.0/8', '10.0.0.7/8', '10/8', '1.2.3.4/33', 'nowhere', '', '010.0.0.1'],
  ...['2001:db8::1', '2001:DB8::/32', '2001:db8:0:0::/64', 'fe80::1%eth0', '::ffff:10.0.0.1'],
];

/** Rows of `securitygrouprules`, as old clouds have them: whatever some release has once let in, and what hands have put there. */
const ruleRow = fc.record({
  project_id: fc.constant(PROJECT),
  security_group_id: fc.constantFrom(...GROUPS),
  direction: rarely('sideways', fc.constantFrom('ingress', 'egress')),
  ethertype: rarely('ipv4', fc.constantFrom('IPv4', 'IPv6')),
  protocol: fc.oneof(fc.constantFrom(null, 'tcp', 'udp', 'icmp'), fc.constantFrom(...protocols)),
  port_range_min: port,
  port_range_max: port,
  remote_ip_prefix: fc.oneof(fc.constant(null), fc.constantFrom(...prefixes)),
  remote_group_id: fc.oneof({ arbitrary: fc.constant(null), weight: 5 }, fc.constantFrom(...GROUPS)),
});

beforeAll(async () => {
  database = await openScratchDatabase();
  schema = await createNeutron(database, 'accepted');
  const securityGroupRules = fc
    .sample(ruleRow, { numRuns: 80, seed: SEED })
    .map((row, i) => ({ ...row, id: uuid(`rule ${i}`) }));
  wanted = wantedRules({ ...NOTHING, securityGroupRules }, {});
  const posts: Post[] = [
    ...QUESTIONS,
    ...GROUPS.map((id): Post => ({ resource: 'security_group', fields: { id, name: 'g', project_id: PROJECT } })),
    ...wanted.map((fields): Post => ({ resource: 'security_group_rule', fields })),
  ];
  const all = await postInNeutron(schema, posts);
  verdicts = all.slice(0, QUESTIONS.length);
  answers = all.slice(QUESTIONS.length + GROUPS.length);
}, 120_000);

afterAll(async () => {
  await database.run(`DROP DATABASE IF EXISTS ${identifier(schema)}`);
  await database.close();
});

/** Posted bodies with what Neutron made of them; '' where it took and kept them as they are. */
function outcomes(
  bodies: readonly NetworkObject[],
  kind: string,
  of: readonly NeutronsAnswer[],
): ReadonlyMap<string, string> {
  return new Map(
    bodies.map((body, i) => {
      const { object, error } = of[i] ?? { object: null, error: 'no answer' };
      const differences = object === null ? [] : differencesOf(kind, [body], [object]);
      return [body.id, error ?? differences.map(({ field, target }) => `${field} is ${JSON.stringify(target)}`).join()];
    }),
  );
}

test('security group rules: what is named is what Stein would refuse or keep otherwise, and nothing else', () => {
  const refused = refusedRules(wanted, LIBERTY_TO_STEIN.network.protocolNumbers);
  const named = new Map(refused.map((one) => [/^security group rule (\S+)/.exec(one)?.[1] ?? one, one]));
  const wrong = [...outcomes(wanted, 'security_group_rule', answers)]
    .filter(([id, outcome]) => (outcome === '') === named.has(id))
    .map(([id, outcome]) => ({ rule: wanted.find((one) => one.id === id), outcome, named: named.get(id) }));
  expect(wrong).toEqual([]);
  const taken = answers.filter(({ status }) => status === 201).length;
  expect(Math.min(taken, named.size)).toBeGreaterThan(5);
});

test('what the new Neutron says of segments and of their MTU is learnt by a question that makes nothing', async () => {
  const learnt = verdicts.map(({ status, error }) => verdictOf(new ApiError('POST', '/networks', status, error ?? '')));
  expect(learnt).toEqual(PLACES.map(([, , , verdict]) => verdict));
  const made = await database.rows(
    `SELECT (SELECT COUNT(*) FROM ${schema}.networks) + (SELECT COUNT(*) FROM ${schema}.networksegments)
       + (SELECT COUNT(*) FROM ${schema}.ml2_vlan_allocations WHERE allocated = 1)
       + (SELECT COUNT(*) FROM ${schema}.ml2_flat_allocations) + (SELECT COUNT(*) FROM ${schema}.reservations)
       + (SELECT COUNT(*) FROM ${schema}.securitygroups WHERE project_id = '') AS n`,
  );
  expect(made).toEqual([{ n: '0' }]);
});
