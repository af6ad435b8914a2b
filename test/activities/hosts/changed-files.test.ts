import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changedFiles } from '../../../activities/hosts/configuration/changed-files';
import { noteFiles, noteRestored } from '../../../activities/hosts/files/file-facts';
import type { ClusterDefinition } from '../../../model/cluster';
import { definitionOf } from '../../support/definition';
import { memoryLedger } from '../../support/memory-ledger';
import { temporaryFolder } from '../../support/temporary-folder';

const RUN = { id: 'run', cluster: 'blue', datacenter: 'dc1' };
const PATH = '/etc/nova/nova.conf';
const ADDRESSES = { c1: '10.0.0.1', c10: '10.0.0.10' };

function definition(configuration: Partial<ClusterDefinition['configuration']> = {}): ClusterDefinition {
  const blue = definitionOf('blue');
  return {
    ...blue,
    machines: Object.entries(ADDRESSES).map(([name, address]) => ({ name, address, port: 22 })),
    configuration: { ...blue.configuration, ...configuration },
  };
}

function saved(text: string) {
  return [{ path: PATH, content: Buffer.from(text).toString('base64'), access: '640 root:nova' }];
}

test('what hosts have of their own is called alike, and nothing else is', async () => {
  const hosts = { c1: { tunnelIp: '192.168.0.1', debug: true }, c10: { tunnelIp: '192.168.0.10', debug: true } };
  const [c1, c10] = await Promise.all(
    (['c1', 'c10'] as const).map((host) => {
      const tunnel = hosts[host].tunnelIp;
      const text = `host = ${host}\nname = ${host}.example.org\nmy_ip=${ADDRESSES[host]}\nlocal_ip = ${tunnel}\nns = 10.0.0.12,10.0.0.1.5\ndebug = true\nold = c1-a xc1\n`;
      return changedFiles(definition({ hosts }), host, saved(''), new Map([[PATH, text]]));
    }),
  );
  expect(c1?.[0]?.lines).toEqual([
    '+ host = {{host}}',
    '+ name = {{host}}.example.org',
    '+ my_ip = {{address}}',
    '+ local_ip = {{vars.tunnelIp}}',
    '+ ns = 10.0.0.12,10.0.0.1.5',
    '+ debug = true',
    '+ old = c1-a xc1',
  ]);
  expect(c10).toEqual(c1);
});

test('secrets of the definition are told nowhere, those of several lines neither', async () => {
  const file = join(temporaryFolder(), 'bundle');
  writeFileSync(file, '{\nfirst line\n  second line\n');
  const secrets = { bundle: `file:${file}`, lost: 'env:NOT_THERE' } as const;
  const texts = new Map([[PATH, 'a = first line\nsecond line\nb = {\n']]);
  const [changed] = await changedFiles(definition({ secrets }), 'c1', saved('a = second line\n'), texts);
  expect(changed?.lines).toEqual(['- a = ***', '+ a = ***', '+ ***', '+ b = {']);
});

test('a host’s fact is bounded, tells its hosts apart by all of it, and forgets what is restored', async () => {
  const ledger = memoryLedger();
  const lines = Array.from({ length: 500 }, (_, i) => `+ ${String(i).padStart(1_000, 'x')}`);
  const files = Array.from({ length: 60 }, (_, i) => ({ path: `/etc/${i}`, there: true, lines, more: 0 }));
  await noteFiles(ledger, RUN, 'c1', files);
  await noteFiles(ledger, RUN, 'c10', [...files.slice(0, -1), { path: '/etc/59', there: true, lines: [], more: 0 }]);
  const [c1, c10] = ['c1', 'c10'].map((host) => ledger.facts.get(`files/${host}`));
  expect(JSON.stringify(c1).length).toBeLessThan(1_700_000);
  expect(c1?.['files']).toHaveLength(50);
  expect(c1).toMatchObject({ moreFiles: 10, files: [{ more: 380 }, ...Array.from({ length: 49 }, () => ({}))] });
  expect(c10?.['digest']).not.toBe(c1?.['digest']);

  await noteRestored(ledger, RUN, 'c1', ['/etc/0', '/etc/elsewhere']);
  expect(ledger.facts.get('files/c1')?.['files']).toHaveLength(49);
  await noteRestored(ledger, RUN, 'c2', ['/etc/0']);
  expect(ledger.facts.has('files/c2')).toBe(false);
});
