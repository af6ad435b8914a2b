import { join } from 'node:path';
import { projectRoot } from '../../../config/project-root';
import { parseEvr } from '../../../lab/compute/evr';
import { PACKAGES } from '../../../lab/compute/packages';
import type { LabPackage } from '../../../lab/compute/lab-package';
import { renderSpec } from '../../../lab/compute/spec';

const SOURCE = { recipes: join(projectRoot(), 'lab', 'compute', 'rpm'), recipesInRoot: '/srv/recipes' };

function pack(name: string): LabPackage {
  const found = PACKAGES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no package ${name}`);
  return found;
}

test('an EVR with and without an epoch', () => {
  expect(parseEvr('1:12.0.6-1.el7')).toEqual({ epoch: 1, version: '12.0.6', release: '1.el7' });
  expect(parseEvr('2.5.5-1.el7')).toEqual({ epoch: 0, version: '2.5.5', release: '1.el7' });
  expect(() => parseEvr('2.5.5')).toThrow('not [epoch:]version-release: 2.5.5');
});

test('a renamed package obsoletes and provides its old name', () => {
  const spec = renderSpec('stein', pack('python-nova'), SOURCE);
  expect(spec).toContain('Name: python2-nova\nEpoch: 1\nVersion: 19.3.2\n');
  expect(spec).toContain('Provides: python-nova = 1:19.3.2-1.el7\nObsoletes: python-nova < 1:19.3.2-1.el7');
  expect(renderSpec('liberty', pack('python-nova'), SOURCE)).not.toContain('Obsoletes');
});

test("Nova's packages hang together by their exact version", () => {
  expect(renderSpec('stein', pack('openstack-nova-common'), SOURCE)).toContain(
    'Requires: python2-nova = 1:19.3.2-1.el7',
  );
});

test('configuration is not replaced, and sudo finds the mode that it wants', () => {
  const spec = renderSpec('liberty', pack('openstack-neutron-common'), SOURCE);
  expect(spec).toContain('%config(noreplace) /etc/neutron/neutron.conf');
  expect(spec).toContain('%attr(0440,root,root) /etc/sudoers.d/neutron');
});

test('the cleanup is stopped on removal only, and never restarted by an upgrade', () => {
  const spec = renderSpec('liberty', pack('openstack-neutron-openvswitch'), SOURCE) ?? '';
  const [, preun = '', postun = ''] = /%preun\n([^%]*)%postun\n([^%]*)/.exec(spec) ?? [];
  expect(preun).toMatch(/^if \[ \$1 -eq 0 \][^]*stop neutron-openvswitch-agent.service neutron-ovs-cleanup.service/);
  expect(postun).toContain('try-restart neutron-openvswitch-agent.service >');
  expect(postun).not.toContain('cleanup');
});

test('every requirement is met in its own release', () => {
  for (const one of PACKAGES)
    for (const release of ['liberty', 'stein'] as const) expect(() => renderSpec(release, one, SOURCE)).not.toThrow();
});

test('Liberty has a library that Stein lacks, and Stein has ones that are new', () => {
  expect(renderSpec('stein', pack('python-cliff-tablib'), SOURCE)).toBeUndefined();
  expect(renderSpec('liberty', pack('python2-os-vif'), SOURCE)).toBeUndefined();
});
