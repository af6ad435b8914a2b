import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DefinitionText, parseDefinitionText } from '../../../config/definition-text';
import { ParsedDefinitions } from '../../../config/snapshot/parsed-definitions';
import { fleetYaml, usersYaml } from '../../support/fleet-yaml';
import { temporaryFolder } from '../../support/temporary-folder';

const FOLDER = temporaryFolder();
const earlier = process.env['STACKLEAP_CLUSTERS'];

beforeAll(() => {
  process.env['STACKLEAP_CLUSTERS'] = FOLDER;
  mkdirSync(join(FOLDER, 'lab'));
});
afterAll(() => {
  if (earlier === undefined) delete process.env['STACKLEAP_CLUSTERS'];
  else process.env['STACKLEAP_CLUSTERS'] = earlier;
});

function write(file: string, text: string): void {
  writeFileSync(join(FOLDER, 'lab', file), text);
}

test('a definition is parsed once as long as its files say the same, and again when one of them does not', async () => {
  const parsed: DefinitionText[] = [];
  const definitions = new ParsedDefinitions((text) => {
    parsed.push(text);
    return parseDefinitionText(text);
  });
  write('cluster.yaml', fleetYaml(3));
  const [first] = await Promise.all(Array.from({ length: 20 }, () => definitions.read('lab')));
  write('cluster.yaml', fleetYaml(3));
  expect(await definitions.read('lab')).toBe(first);
  expect(parsed).toHaveLength(1);
  write('users.yaml', usersYaml(2));
  expect((await definitions.read('lab')).alignment.identity.users).toEqual({ 'old-0': 'new-0', 'old-1': 'new-1' });
  write('cluster.yaml', fleetYaml(4));
  expect((await definitions.read('lab')).hypervisors).toHaveLength(4);
  expect(parsed).toHaveLength(3);
  write('cluster.yaml', 'name: lab\n');
  for (let i = 0; i < 2; i++)
    await expect(definitions.read('lab')).rejects.toMatchObject({ type: 'InvalidDefinition' });
  expect(parsed).toHaveLength(4);
  await expect(definitions.read('nowhere')).rejects.toMatchObject({ type: 'UnknownCluster' });
});

test('of many definitions the one that was asked for longest ago is forgotten', () => {
  let parses = 0;
  const definitions = new ParsedDefinitions((text) => {
    parses++;
    return parseDefinitionText(text);
  });
  const yaml = fleetYaml(1);
  const of = (note: string) => definitions.of({ cluster: 'lab', folder: 'clusters/lab', yaml: `${yaml}# ${note}\n` });
  const first = of('first');
  for (let i = 0; i < 60; i++) {
    of(String(i));
    expect(of('first')).toBe(first);
  }
  expect(parses).toBe(61);
  of('0');
  expect(parses).toBe(62);
});
