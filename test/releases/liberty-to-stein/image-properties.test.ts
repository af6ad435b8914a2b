import { assert, constantFrom, dictionary, property, string } from 'fast-check';
import { imageMeta } from '../../../releases/liberty-to-stein/image-meta';
import { imageProperties } from '../../../releases/liberty-to-stein/image-properties';

test('properties are typed as Stein has them', () => {
  expect(
    imageProperties({
      hw_qemu_guest_agent: 'yes',
      hw_boot_menu: 'False',
      hw_cpu_sockets: '2',
      hw_disk_bus: 'virtio',
      hw_vif_model: 'VirtualE1000',
      architecture: 'amd64',
      hypervisor_type: 'QEMU',
      os_distro: 'debian',
    }),
  ).toEqual({
    hw_qemu_guest_agent: true,
    hw_boot_menu: false,
    hw_cpu_sockets: 2,
    hw_disk_bus: 'virtio',
    hw_vif_model: 'e1000',
    hw_architecture: 'x86_64',
    img_hv_type: 'qemu',
    os_distro: 'debian',
  });
});

test('what Stein would stumble over is left out', () => {
  expect(imageProperties({ hw_disk_bus: 'nvme', hw_cpu_sockets: 'two', base_image_ref: 'x', my_own: 'y' })).toEqual({});
});

test('other spellings are what Stein reads them as', () => {
  const spelt = {
    architecture: 'i586',
    vm_mode: 'baremetal',
    hypervisor_type: 'Baremetal',
    hw_scsi_model: 'paraVirtual',
  };
  expect(imageProperties(spelt)).toEqual({
    hw_architecture: 'i686',
    hw_vm_mode: 'hvm',
    img_hv_type: 'baremetal',
    hw_scsi_model: 'vmpvscsi',
  });
});

test('a mouse of PS/2, and versions that are no comparisons, would keep the spec from loading', () => {
  const refused = { hw_pointer_model: 'ps2mouse', hypervisor_version_requires: '6.0' };
  expect(imageProperties(refused)).toEqual({});
  const kept = { hw_pointer_model: 'usbtablet', img_hv_requested_version: '>= 6.0, <7.0' };
  expect(imageProperties(kept)).toEqual(kept);
});

test('the name of today counts when both are there', () => {
  expect(imageProperties({ hw_vm_mode: 'hvm', vm_mode: 'xen' })).toEqual({ hw_vm_mode: 'hvm' });
});

test('no property, whatever its value, becomes a choice that Stein does not know', () => {
  const names = constantFrom('hw_disk_bus', 'hw_video_model', 'os_type', 'img_config_drive');
  assert(
    property(dictionary(names, string()), (properties) => {
      for (const value of Object.values(imageProperties(properties))) expect(value as string).toMatch(/^[a-z]+$/);
    }),
  );
});

test("the image's own fields are taken out of its properties", () => {
  const rows = [
    ['image_min_disk', '20'],
    ['image_disk_format', 'raw'],
    ['image_os_type', 'windows'],
    ['image_min_ram', null],
    ['shelved_at', 'x'],
  ];
  expect(imageMeta(rows, 'i')['nova_object.data']).toMatchObject({
    id: 'i',
    min_disk: 20,
    disk_format: 'raw',
    properties: { 'nova_object.data': { os_type: 'windows' } },
  });
});

test('CPUs and memory by NUMA node become lists, up to the first node that is not named', () => {
  expect(
    imageProperties({
      'hw_numa_cpus.0': '0-3,^2',
      'hw_numa_cpus.1': '2',
      'hw_numa_cpus.3': '9',
      'hw_numa_mem.0': '512',
    }),
  ).toEqual({ hw_numa_cpus: [[0, 1, 3], [2]], hw_numa_mem: [512] });
  expect(imageProperties({ 'hw_numa_cpus.0': 'all', 'hw_numa_mem.0': 'much', 'hw_numa_mem.1': '1' })).toEqual({});
});
