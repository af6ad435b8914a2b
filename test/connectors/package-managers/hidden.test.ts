import { hidingsOf } from '../../../connectors/package-managers/hidden';
import { packagesIn } from '../../../connectors/package-managers/package';

const QEMU = packagesIn(['qemu-kvm-ev-10:2.12.0-33.1.el7.x86_64']);
const hiding = (file: string, line: string) => ({ file, line });

test.each([
  'exclude=kernel* qemu*',
  'exclude = libvirt*,qemu-kvm-ev',
  'excludepkgs=*.x86_64',
  '10:qemu-kvm-ev-2.6.0-28.el7.*',
])('%s hides qemu', (line) => {
  const others = [hiding('/etc/yum.conf', 'exclude=ceph*'), hiding('/etc/yum.repos.d/a.repo', 'priority=1')];
  expect(hidingsOf(QEMU, [...others, hiding('/x', line)])).toEqual([hiding('/x', line)]);
});

test('where no line names the package, each of them may hide it', () => {
  const lines = [hiding('/etc/yum.repos.d/a.repo', 'priority=1'), hiding('/etc/yum.conf', 'exclude=ceph*')];
  expect(hidingsOf(QEMU, lines)).toEqual(lines);
});
