import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDefinition } from '../../config/parse-definition';
import { projectRoot } from '../../config/project-root';

const LAB = readFileSync(join(projectRoot(), 'clusters/lab/cluster.yaml'), 'utf8');
/** What the lab names under `network.services`. */
const GIVEN = /^  services:\n    dhcp:\n(?: {4,}.*\n)+/m;

const CHECK = '{ network: provider-flat, host: compute2, command: [lab-renew, vm4] }';
const DHCP = `dhcp: { old: [], new: [{ host: compute1, units: [agent] }], leaseChecks: [${CHECK}] }`;

function parse(...lines: readonly string[]) {
  const text = LAB.replace(GIVEN, () => ['  services:', ...lines.map((line) => `    ${line}`), ''].join('\n'));
  return parseDefinition(text, 'cluster.yaml', 'lab').network.services;
}

/** All that is said about `network.services`, without the places. */
function complaints(...lines: readonly string[]): readonly string[] {
  try {
    parse(...lines);
  } catch (error) {
    const [head, ...told] = (error as Error).message.split('\n');
    expect(head).toMatch(/^(an|\d+) errors? in the definition:$/);
    return told.map((line) => line.replace(/^cluster\.yaml:\d+:\d+: network\.services\./, ''));
  }
  return [];
}

test('what is not named is left alone', () => {
  expect(parse(DHCP)).toMatchObject({ dhcp: { old: [] }, l3: null, metadata: null });
  const nothing = parseDefinition(LAB.replace(GIVEN, ''), 'cluster.yaml', 'lab');
  expect(nothing.network.services).toEqual({ dhcp: null, l3: null, metadata: null });
});

test('agents without a check are taken: their gap is not measured then', () => {
  const one = '[{ host: compute1, units: [neutron-l3-agent] }]';
  expect(parse(`l3: { old: ${one}, new: ${one} }`).l3?.check).toBeNull();
});

test('DHCP is not handed over without a gate', () => {
  expect(complaints(DHCP.replace(CHECK, ''))).toEqual([expect.stringMatching(/^dhcp\.leaseChecks: /)]);
  expect(complaints(DHCP.replace(/, leaseChecks.*\]/, ''))).toEqual([expect.stringMatching(/^dhcp\.leaseChecks: /)]);
  expect(complaints(DHCP.replace('[lab-renew, vm4]', '[]'))).toEqual([
    expect.stringMatching(/^dhcp\.leaseChecks\.0\.command: /),
  ]);
});

test.each(['-x', 'a b', 'x;rm', '$(x)', '../x'])('refuses a unit and a machine called %s', (name) => {
  const quoted = JSON.stringify(name);
  expect(complaints(DHCP.replace('[agent]', `[${quoted}]`))).toEqual([
    expect.stringMatching(/^dhcp\.new\.0\.units\.0: a name of letters/),
  ]);
  expect(complaints(DHCP.replace('host: compute1', `host: ${quoted}`))).toEqual([
    expect.stringMatching(/^dhcp\.new\.0\.host: a name of letters/),
  ]);
});

test('names everything that has the wrong shape at once', () => {
  const found = complaints(
    'dns: { old: [], new: [] }',
    'dhcp: { old: [{ host: compute1, units: [] }], new: [], leaseChecks: [{ host: compute2, command: [x] }] }',
    'l3: { old: [], new: [{ host: compute1, units: [a] }], check: { host: compute1 } }',
  );
  const places = found.map((line) => line.split(':')[0] ?? '');
  expect(places.toSorted()).toEqual([
    'dhcp.leaseChecks.0.network',
    'dhcp.new',
    'dhcp.old.0.units',
    'dns',
    'l3.check.command',
  ]);
});

test('names every machine that is not there, and routers that would move, at once', () => {
  const known = 'is not among the machines: controller, compute1, compute2, compute3';
  const found = complaints(
    DHCP.replace('host: compute1', 'host: net1').replace('host: compute2', 'host: net2'),
    'l3: { old: [{ host: compute1, units: [a] }], new: [{ host: compute2, units: [a] }] }',
    'metadata: { old: [{ host: net3, units: [a] }], new: [{ host: compute1, units: [a] }], check: { host: net4, command: [x] } }',
  );
  expect(found.toSorted()).toEqual([
    `dhcp.leaseChecks.0.host: net2 ${known}`,
    `dhcp.new.0.host: net1 ${known}`,
    expect.stringMatching(/l3: compute1 must have both an old and a new agent: routers do not move$/),
    expect.stringMatching(/l3: compute2 must have both an old and a new agent: routers do not move$/),
    `metadata.check.host: net4 ${known}`,
    `metadata.old.0.host: net3 ${known}`,
  ]);
});
