import { mkdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { ParsedDefinitions } from '../../../config/snapshot/parsed-definitions';
import { parseSnapshot } from '../../../config/snapshot/parse-snapshot';
import { readClusterFile } from '../../../config/snapshot/read-cluster-file';
import { takeSnapshot, type SnapshotContent } from '../../../config/snapshot/take-snapshot';
import { LabFolder } from '../../support/lab-folder';

const TEMPLATES = ['ceph.conf', 'dhcp_agent.ini', 'neutron.conf', 'nova.conf', 'openvswitch_agent.ini'];

async function take(folder: LabFolder): Promise<string> {
  return folder.on(async () => (await takeSnapshot('lab', new ParsedDefinitions())).content);
}

function filesOf(content: string): readonly string[] {
  return Object.keys((JSON.parse(content) as SnapshotContent).files).toSorted();
}

test('a snapshot holds what the definition names, and nothing else of the folder', async () => {
  const folder = new LabFolder();
  writeFileSync(folder.path('secret'), 'swordfish');
  writeFileSync(folder.path('templates/notes'), 'swordfish');
  writeFileSync(folder.path('users.yaml'), 'users: { old: new }\n');
  writeFileSync(folder.path('stein.repo'), '[stein]\n');
  writeFileSync(folder.path('RPM-GPG-KEY'), 'public');
  folder.edit(
    'cluster.yaml',
    'repositories: { from: liberty, to: stein }',
    'repositories: { from: liberty, to: stein, files: [stein.repo] }\n  keys: [RPM-GPG-KEY]',
  );
  const content = await take(folder);
  const expected = ['RPM-GPG-KEY', 'cluster.yaml', 'stein.repo', ...TEMPLATES.map((name) => `templates/${name}`)];
  expect(filesOf(content)).toEqual([...expected, 'users.yaml']);
  expect(content).not.toContain('swordfish');
  const definition = parseSnapshot(content, 'the snapshot', new ParsedDefinitions());
  expect(definition).toMatchObject({ name: 'lab', alignment: { identity: { users: { old: 'new' } } } });
  expect(await readClusterFile(definition, 'stein.repo')).toBe('[stein]\n');
});

test('equal folders give equal snapshots, another template another one', async () => {
  const [one, other] = [new LabFolder(), new LabFolder()];
  utimesSync(other.path('templates/nova.conf'), 0, 0);
  expect(await take(other)).toBe(await take(one));
  other.edit('templates/nova.conf', '[DEFAULT]', '[DEFAULT]\n# another word');
  expect(await take(other)).not.toBe(await take(one));
});

test('a file that cannot be read is left out, and who wants it hears why', async () => {
  const folder = new LabFolder();
  rmSync(folder.path('templates/nova.conf'));
  rmSync(folder.path('templates/neutron.conf'));
  mkdirSync(folder.path('templates/neutron.conf'));
  const definition = parseSnapshot(await take(folder), 'the snapshot', new ParsedDefinitions());
  writeFileSync(folder.path('templates/nova.conf'), 'too late');
  await expect(folder.on(() => readClusterFile(definition, 'templates/nova.conf'))).rejects.toMatchObject({
    code: 'it could not be read when the run was planned',
  });
  await expect(readClusterFile(definition, 'templates/neutron.conf')).rejects.toThrow('when the run was planned');
});

test('more than a plan keeps is refused before it is read', async () => {
  const folder = new LabFolder();
  truncateSync(folder.path('templates/nova.conf'), 64 * 1024 ** 3);
  await expect(take(folder)).rejects.toMatchObject({
    type: 'InvalidDefinition',
    message: expect.stringMatching(/have 6\d{10} bytes, and a plan keeps 33554432 at most/),
  });
});
