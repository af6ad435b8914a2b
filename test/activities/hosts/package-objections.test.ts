import { objectionsTo } from '../../../activities/hosts/packages/objections';
import { verifyOutcome } from '../../../activities/hosts/packages/verify-outcome';
import { NO_CHANGES, type Changes } from '../../../connectors/package-managers/changes';
import { packagesIn, type Package } from '../../../connectors/package-managers/package';
import { PACKAGES } from '../../../releases/liberty-to-stein/packages';

const pack = (text: string): Package => packagesIn([text])[0] as Package;
const objections = (changes: Partial<Changes>) =>
  objectionsTo('compute1', { ...NO_CHANGES, ...changes }, PACKAGES).map(({ type, message }) => `${type} ${message}`);

describe('a transaction is refused', () => {
  it('when it removes what carries traffic or guests', () => {
    expect(objections({ removed: [pack('ceph-common-1:0.94.5-1.x86_64'), pack('python-ryu-3-1.noarch')] })).toEqual([
      'HostNotReady compute1: the upgrade would stop what carries traffic or guests: ceph-common-1:0.94.5-1.x86_64 would be removed.',
    ]);
  });

  it('when another name takes its place, but for one of the same family', () => {
    const replaced = [
      { gone: pack('openvswitch-2.5.5-1.x86_64'), by: pack('openvswitch2.11-2.11.0-4.x86_64') },
      { gone: pack('qemu-kvm-10:1.5.3-156.x86_64'), by: pack('qemu-kvm-ev-10:2.12.0-33.1.x86_64') },
    ];
    expect(objections({ replaced })).toEqual([
      expect.stringContaining(': openvswitch-2.5.5-1.x86_64 would be replaced by openvswitch2.11-2.11.0-4.x86_64.'),
    ]);
  });

  it('when it would leave something as it is', () => {
    expect(objections({ skipped: [pack('librbd1-2:14.2.22-0.x86_64')] })).toEqual([
      expect.stringMatching(/^PackageMissing compute1: .*skip .*librbd1-2:14\.2\.22-0\.x86_64\.$/),
    ]);
  });
});

test('what came is compared with what was to come', () => {
  const wanted = { come: ['a-2-1.noarch', 'b-2-1.noarch'], go: ['a-1-1.noarch', 'c-1-1.noarch'] };
  expect(() => verifyOutcome('compute1', wanted, ['a-2-1.noarch', 'b-2-1.noarch', 'kernel-1-1.x86_64'])).not.toThrow();
  expect(() => verifyOutcome('compute1', wanted, ['a-1-1.noarch', 'a-2-1.noarch'])).toThrow(
    'compute1: after the swap b-2-1.noarch did not come; a-1-1.noarch did not go; a-1-1.noarch, a-2-1.noarch are there twice.',
  );
});
