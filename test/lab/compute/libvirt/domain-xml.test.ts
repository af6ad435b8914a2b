import { domainName, guestsOf } from '../../../../lab/compute/guests';
import { disksOf } from '../../../../lab/compute/libvirt/disks';
import { domainXml } from '../../../../lab/compute/libvirt/domain-xml';
import { COMPUTES, VMS } from '../../../../lab/inventory';
import type { Instance } from '../../../../lab/generator/cluster/instances';

const [hybrid, vlan, scratch] = COMPUTES.filter(({ guests }) => guests === 'qemu').flatMap(guestsOf) as [
  Instance,
  Instance,
  Instance,
];
const HOST_UUID = '00000000-1111-2222-3333-444444444444';

test('the real host has three guests, none of which boots from a volume', () => {
  expect([hybrid, vlan, scratch].map(domainName)).toEqual([
    'instance-00000004',
    'instance-00000005',
    'instance-00000006',
  ]);
  expect([hybrid, vlan, scratch].map(({ bootsFromVolume, hasDataVolume }) => bootsFromVolume || hasDataVolume)).toEqual(
    [false, false, false],
  );
});

test('a domain has what the row has: uuid, flavor, image, owner', () => {
  const xml = domainXml(vlan, HOST_UUID);
  const vm = VMS.find(({ name }) => name === 'vm5');
  expect(xml).toContain(`<uuid>${vm?.uuid}</uuid><name>instance-00000005</name><memory unit='KiB'>2097152</memory>`);
  expect(xml).toContain('<nova:flavor name="m1.small">');
  expect(xml).toContain(`<nova:root type="image" uuid="${vlan.image.id}"/>`);
  expect(xml).toContain(`<nova:project uuid="${vm?.projectId}">`);
  expect(xml).toContain(`<entry name='serial'>${HOST_UUID}</entry>`);
});

test('a tap is plugged into br-int by libvirt, which knows nothing of Open vSwitch behind a bridge', () => {
  const tap = domainXml(vlan, HOST_UUID);
  expect(tap).toContain(`<source bridge='br-int'/><target dev='tap${vlan.portId.slice(0, 11)}'/>`);
  expect(tap).toContain(`<virtualport type='openvswitch'><parameters interfaceid='${vlan.portId}'/>`);
  const bridge = domainXml(hybrid, HOST_UUID);
  expect(bridge).toContain(`<source bridge='qbr${hybrid.portId.slice(0, 11)}'/>`);
  expect(bridge).not.toContain('openvswitch');
});

test('disks are those of the flavor, and the config drive of an instance that has one', () => {
  expect(disksOf(hybrid).map(({ file, size }) => [file, size])).toEqual([['disk', '1G']]);
  expect(disksOf(scratch).map(({ file, size, target }) => [file, size, target])).toEqual([
    ['disk', '10G', 'vda'],
    ['disk.local', '5G', 'vdb'],
    ['disk.swap', '512M', 'vdc'],
    ['disk.config', '', 'hdd'],
  ]);
  expect(domainXml(scratch, HOST_UUID)).toContain("<disk type='file' device='cdrom'>");
});
