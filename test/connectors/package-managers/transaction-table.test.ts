import { incoming, outgoing } from '../../../connectors/package-managers/changes';
import { nevraOf, packagesIn } from '../../../connectors/package-managers/package';
import { readTransactionTable } from '../../../connectors/package-managers/transaction-table';

const RULE = '='.repeat(80);
/** As yum 3.4.3 writes it: a name that is too long breaks its line, the rest is indented. */
const YUM = `Resolving Dependencies
--> Running transaction check

Dependencies Resolved

${RULE}
 Package              Arch       Version                Repository         Size
${RULE}
Installing:
 python2-nova         noarch     1:19.3.2-1.el7         stein             3.4 M
     replacing  python-nova.noarch 1:12.0.6-1.el7
 kernel               x86_64     3.10.0-1160.el7        updates            50 M
Updating:
 openstack-neutron-openvswitch-with-a-long-name
                      noarch     1:14.4.2-1.el7         stein              20 k
Removing for dependencies:
 vendor-agent         x86_64     1.0-1                  @vendor            10 k
Skipped (dependency problems):
 ceph-common          x86_64     2:14.2.22-0.el7        stein              20 M

Transaction Summary
${RULE}
Install   2 Packages
Exiting on user command
`;

test('a table of yum is read, also where its lines are broken', () => {
  const changes = readTransactionTable(YUM);
  expect(incoming(changes).map(nevraOf)).toEqual([
    'python2-nova-1:19.3.2-1.el7.noarch',
    'kernel-3.10.0-1160.el7.x86_64',
    'openstack-neutron-openvswitch-with-a-long-name-1:14.4.2-1.el7.noarch',
  ]);
  expect(changes.removed.map(nevraOf)).toEqual(['vendor-agent-1.0-1.x86_64']);
  expect(changes.skipped.map(nevraOf)).toEqual(['ceph-common-2:14.2.22-0.el7.x86_64']);
  expect(changes.replaced.map(({ gone, by }) => [nevraOf(gone), by.name])).toEqual([
    ['python-nova-1:12.0.6-1.el7.noarch', 'python2-nova'],
  ]);
});

test('what goes is what is replaced, removed or there in an older version, but for kernels', () => {
  const installed = packagesIn([
    'gpg-pubkey-f4a80eb5-53a7ff4b.(none)',
    'kernel-3.10.0-957.el7.x86_64',
    'openstack-neutron-openvswitch-with-a-long-name-1:7.2.0-1.el7.noarch',
    'python-nova-1:12.0.6-1.el7.noarch',
    'vendor-agent-1.0-1.x86_64',
    'zlib-1.2.7-18.el7.x86_64',
  ]);
  expect(installed.map(({ name }) => name)).not.toContain('gpg-pubkey');
  const gone = outgoing(readTransactionTable(YUM), installed);
  expect(gone.map(({ name }) => name)).toEqual([
    'openstack-neutron-openvswitch-with-a-long-name',
    'python-nova',
    'vendor-agent',
  ]);
});

test('where there is no table nothing changes', () => {
  expect(incoming(readTransactionTable('No packages marked for update\n'))).toEqual([]);
});
