import { parseDefinition, parseIdentities } from '../../config/parse-definition';
import type { ClusterDefinition } from '../../model/cluster';
import { countCalls } from '../support/count-calls';
import { fleetYaml, usersYaml } from '../support/fleet-yaml';

const [FEW, MANY] = [1_800, 18_000];

/** How much more work the second text is. */
async function growth(texts: readonly [string, string], read: (text: string) => unknown): Promise<number> {
  const [few, many] = [await countCalls(() => read(texts[0])), await countCalls(() => read(texts[1]))];
  return many / few;
}

function readCluster(text: string): ClusterDefinition {
  return parseDefinition(text, 'cluster.yaml', 'lab');
}

function readUsers(text: string): unknown {
  return parseIdentities(text, 'users.yaml');
}

function messageOf(text: string): string {
  try {
    readCluster(text);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

test('ten times as many hypervisors are ten times as much to parse and to check, no more', async () => {
  expect(readCluster(fleetYaml(FEW)).hypervisors).toHaveLength(FEW);
  expect(await growth([fleetYaml(FEW), fleetYaml(MANY)], readCluster)).toBeLessThan(11);
});

test('so are ten times as many users', async () => {
  expect(await growth([usersYaml(300), usersYaml(3_000)], readUsers)).toBeLessThan(11);
});

test('of thousands of errors a hundred are told, with their number', () => {
  const lines = messageOf(fleetYaml(FEW).replaceAll('- compute-', '- another-')).split('\n');
  expect(lines[0]).toBe(`${2 * FEW} errors in the definition:`);
  expect(lines).toHaveLength(102);
  expect(lines[1]).toMatch(
    /^cluster\.yaml:\d+:\d+: hypervisors\.0: another-0 is not among the machines: .* and \d+ more$/,
  );
  expect(lines.at(-1)).toBe(`and ${2 * FEW - 100} more`);
});

test('a key that is given twice is refused at its place', () => {
  const text = fleetYaml(2).replace('    compute-1: { rack: r1 }', '    compute-0: { rack: r2 }');
  const line = text.split('\n').findIndex((one) => one.includes('rack: r2')) + 1;
  expect(messageOf(text).split('\n')[1]).toBe(`cluster.yaml:${line}:5: the key compute-0 is given twice`);
});
