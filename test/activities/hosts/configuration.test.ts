import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationBlockers } from '../../../activities/hosts/configuration/configuration-blockers';
import { nameBlockers } from '../../../activities/hosts/configuration/name-blockers';
import { renderFiles } from '../../../activities/hosts/configuration/rendered-files';
import type { CephFacts } from '../../../model/host/facts';
import { DEFAULT_HOST_CHOICES, type HostChoices, type OwnFile } from '../../../model/host-choices';
import type { RemoteMachine } from '../../../model/remote-command';
import { BAKERY } from '../../support/bakery';
import { definitionOf } from '../../support/definition';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const templates = join(folder, 'bakery', 'templates');
const own = (file: Partial<OwnFile>): OwnFile => ({
  ...{ template: 'own.conf', path: '/etc/own.conf', mode: null, owner: null, groups: [] },
  ...file,
});
const definition = (configuration: Partial<HostChoices>) =>
  definitionOf('bakery', { configuration: { ...DEFAULT_HOST_CHOICES, ...configuration } });

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(templates, name), text);
}

const CEPH: CephFacts = {
  ...{ pool: 'vms', user: 'cinder', secretUuid: '4b5c', conf: '/etc/ceph/ceph.conf', fsid: '', monHost: '10.0.0.1' },
  ...{ auth: 'cephx', clusterVersion: '' },
};
let ceph = CEPH;
const readCeph = (): Promise<CephFacts> => Promise.resolve(ceph);

/** Path → text, for a host. */
async function rendered(configuration: Partial<HostChoices>, host = 'compute1'): Promise<Record<string, string>> {
  const files = await Promise.all(renderFiles(definition(configuration), BAKERY, host, readCeph));
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

beforeAll(() => {
  process.env['STACKLEAP_CLUSTERS'] = folder;
  mkdirSync(templates, { recursive: true });
});
beforeEach(() =>
  write({ 'oven.conf': 'host = {{host}}\n', 'baker.conf': 'my_ip = {{ address }}\n', 'own.conf': 'own\n' }),
);

describe('the files of a hypervisor', () => {
  it('are the pair’s, and the operator’s own for all or for a group', async () => {
    const files = [own({ groups: ['ceph'] }), own({ path: '/etc/all.conf' })];
    const groups = { ceph: { hosts: ['compute1'], vars: {} } };
    expect(Object.keys(await rendered({ files, groups }))).toEqual([
      ...['/etc/spelt/oven.conf', '/etc/spelt/baker.conf', '/etc/own.conf', '/etc/all.conf'],
    ]);
    expect(Object.keys(await rendered({ files, groups }, 'compute2'))).not.toContain('/etc/own.conf');
  });

  it('may take the place of the pair’s', async () => {
    const files = [own({ path: '/etc/spelt/oven.conf' })];
    expect(await rendered({ files })).toEqual({
      '/etc/spelt/oven.conf': 'own\n',
      '/etc/spelt/baker.conf': 'my_ip = 127.0.0.1\n',
    });
  });
});

describe('a template', () => {
  it('gets the values of its host: those of the host before those of its groups before those of all', async () => {
    write({ 'own.conf': '{{vars.a}} {{vars.b}} {{vars.c}} {{cluster}}' });
    const configuration = {
      files: [own({})],
      vars: { a: 1, b: 1, c: 1 },
      groups: {
        first: { hosts: ['compute1'], vars: { b: 'first', c: 'first' } },
        second: { hosts: ['compute1', 'compute2'], vars: { b: 'second' } },
      },
      hosts: { compute1: { c: true } },
    };
    expect((await rendered(configuration))['/etc/own.conf']).toBe('1 second true bakery');
    expect((await rendered(configuration, 'compute2'))['/etc/own.conf']).toBe('1 second 1 bakery');
    expect((await rendered(configuration, 'compute3'))['/etc/own.conf']).toBe('1 1 1 bakery');
  });

  it('gets a secret as it is, dollar signs too', async () => {
    write({ 'own.conf': 'password = {{secrets.rabbit}}' });
    process.env['RABBIT'] = "a$&b$1'";
    const secrets = { rabbit: 'env:RABBIT' } as const;
    expect((await rendered({ files: [own({})], secrets }))['/etc/own.conf']).toBe("password = a$&b$1'");
  });
});

describe('what a host’s own files say of Ceph', () => {
  afterEach(() => (ceph = CEPH));

  it('is a value for templates', async () => {
    write({ 'own.conf': '{{ceph.pool}} at {{ceph.monHost}}\n{{ceph.login}}' });
    expect((await rendered({ files: [own({})] }))['/etc/own.conf']).toBe(
      'vms at 10.0.0.1\nrbd_user = cinder\nrbd_secret_uuid = 4b5c',
    );
  });

  it('has no user and no secret where authentication is off', async () => {
    write({ 'own.conf': '[libvirt]\n{{ceph.login}}\n' });
    ceph = { ...CEPH, auth: 'none' };
    expect((await rendered({ files: [own({})] }))['/etc/own.conf']).toBe('[libvirt]\n\n');
  });

  it('blocks where a template wants what no file says', async () => {
    write({ 'own.conf': 'fsid = {{ceph.fsid}}' });
    const found = await configurationBlockers(definition({ files: [own({})] }), BAKERY, 'compute1', readCeph);
    expect(found.map(({ type, message }) => `${type} ${message}`)).toEqual([
      'InvalidDefinition compute1: neither nova.conf nor /etc/ceph/ceph.conf on compute1 says {{ceph.fsid}}. Correct the file at the place that the message names. Where an upgrade has begun, start it again: what is done is recognised.',
    ]);
  });
});

describe('preflight', () => {
  it('names every file that could not be rendered later, at once, and no secret', async () => {
    write({ 'own.conf': '{{vars.rack}} {{toString}} {{secrets.known}}' });
    process.env['KNOWN'] = 'topsecret';
    const found = await configurationBlockers(
      definition({
        files: [
          own({}),
          own({ template: 'none.conf', path: '/etc/none.conf' }),
          own({ template: 'secret.conf', path: '/etc/s' }),
        ],
        secrets: { known: 'env:KNOWN', lost: 'env:LOST' },
      }),
      BAKERY,
      'compute1',
      readCeph,
    );
    const said = found.map(({ type, message }) => `${type} ${message}`);
    expect(said).toEqual([
      expect.stringMatching(
        /^InvalidDefinition compute1: \S+own.conf has \{\{vars.rack\}\}, \{\{toString\}\}; known are host, /,
      ),
      expect.stringMatching(
        /^InvalidDefinition compute1: The template \S+none.conf of \/etc\/none.conf cannot be read \(ENOENT\)/,
      ),
      expect.stringMatching(/^InvalidDefinition compute1: The template \S+secret.conf/),
    ]);
    expect(said.join()).not.toContain('topsecret');
    write({ 'secret.conf': '{{secrets.lost}}' });
    const [lost] = await configurationBlockers(
      definition({ files: [own({ template: 'secret.conf' })], secrets: { lost: 'env:LOST' } }),
      BAKERY,
      'compute1',
      readCeph,
    );
    expect(lost).toMatchObject({ type: 'SecretMissing', message: 'compute1: The secret env:LOST is not set.' });
  });

  it.each([
    ['compute1.example.org', 'of its template', 'compute1'],
    ['{{host}}', 'of the machine', 'compute1.example.org'],
  ])('names a host that would be called otherwise: %s, %s', async (told, _by, hostname) => {
    write({ 'oven.conf': `[DEFAULT]\nhost = ${told}\n`, 'baker.conf': '[DEFAULT]\n' });
    const machine = {
      name: 'compute1',
      run: async () => Promise.resolve({ stdout: `${hostname}\n` }),
    } as unknown as RemoteMachine;
    const [found, ...more] = await nameBlockers(machine, definition({}), BAKERY, readCeph);
    expect(more).toEqual([]);
    expect(found?.message).toContain('would call itself compute1.example.org');
    expect(found?.message).toContain('Set host = compute1 in [DEFAULT] of the template');
    write({ 'oven.conf': '[DEFAULT]\nhost = {{host}}\n', 'baker.conf': '[DEFAULT]\nhost = {{host}}\n' });
    expect(await nameBlockers(machine, definition({}), BAKERY, readCeph)).toEqual([]);
  });
});
