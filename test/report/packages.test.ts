import * as fc from 'fast-check';
import { packageChanges, parsePackage } from '../../report/packages';

describe('parsePackage', () => {
  it.each([
    ['openstack-nova-compute-1:12.0.5-1.el7.noarch', 'openstack-nova-compute', '12.0.5'],
    ['librbd1-1:0.94.5.11-0.el7.x86_64', 'librbd1', '0.94.5.11'],
    ['openvswitch-2.5.5-1.el7.x86_64', 'openvswitch', '2.5.5'],
    ['python2-neutron-lib-1.25.0-1.el7.noarch', 'python2-neutron-lib', '1.25.0'],
  ])('reads %s', (nevra, name, version) => {
    expect(parsePackage(nevra)).toEqual({ name, version });
  });

  it('takes what is no package as a name', () => {
    expect(parsePackage('gpg')).toEqual({ name: 'gpg', version: '' });
  });

  it('finds name and version again, however many dashes and whatever epoch', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9+_.]{0,8}(-[a-z0-9+_.]{1,8}){0,3}$/);
    const version = fc.stringMatching(/^[0-9][0-9a-z.+~]{0,8}$/);
    fc.assert(
      fc.property(name, fc.option(fc.nat(9)), version, (wanted, epoch, number) => {
        const nevra = `${wanted}-${epoch === null ? '' : `${epoch}:`}${number}-1.el7.noarch`;
        expect(parsePackage(nevra)).toEqual({ name: wanted, version: number });
      }),
    );
  });
});

describe('packageChanges', () => {
  it('shows what was exchanged, came or went, not what stayed', () => {
    const before = ['openvswitch-2.5.5-1.el7.x86_64', 'puppet-3.8.7-1.el7.noarch', 'librbd1-1:0.94.5.11-0.el7.x86_64'];
    const after = ['openvswitch-2.11.0-4.el7.x86_64', 'python2-neutron-lib-1.25.0-1.el7.noarch', before[2] ?? ''];
    expect(packageChanges(before, after)).toEqual([
      { name: 'python2-neutron-lib', before: '–', after: '1.25.0' },
      { name: 'openvswitch', before: '2.5.5', after: '2.11.0' },
      { name: 'puppet', before: '3.8.7', after: '–' },
    ]);
  });
});
