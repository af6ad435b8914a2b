import type { Json, JsonObject } from '../../model/json';
import { numaProperties } from './numa-properties';

/** Fields of Stein's ImageMetaProps 1.21 that are no plain text. */
const BOOLEANS = `hw_boot_menu hw_ipxe_boot hw_qemu_guest_agent hw_time_hpet hw_vif_multiqueue_enabled img_bittorrent
  img_bdm_v2 img_cache_in_nova img_linked_clone img_use_agent img_hide_hypervisor_id os_require_quiesce
  os_skip_agent_inject_files_at_boot os_skip_agent_inject_ssh`.split(/\s+/);
const INTEGERS = `hw_cpu_cores hw_cpu_sockets hw_cpu_max_cores hw_cpu_max_sockets hw_cpu_max_threads hw_cpu_threads
  hw_device_id hw_numa_nodes hw_serial_port_count hw_video_ram img_compression_level img_version`.split(/\s+/);
const TEXTS = `hw_auto_disk_config hw_cpu_realtime_mask hw_disk_type hw_machine_type hw_mem_page_size
  img_owner_id img_root_device_name img_signature os_admin_user os_command_line os_distro
  img_signature_certificate_uuid`.split(/\s+/);

const DISK_BUSES = ['fdc', 'ide', 'sata', 'scsi', 'usb', 'virtio', 'xen', 'lxc', 'uml'];
/** Values that Stein knows; another one would keep the whole request spec from loading. */
const CHOICES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    hw_architecture:
      `alpha armv6 armv7l armv7b aarch64 cris i686 ia64 lm32 m68k microblaze microblazeel mips mipsel mips64
    mips64el openrisc parisc parisc64 ppc ppcle ppc64 ppc64le ppcemb s390 s390x sh4 sh4eb sparc sparc64 unicore32
    x86_64 xtensa xtensaeb`.split(/\s+/),
    hw_cdrom_bus: DISK_BUSES,
    hw_disk_bus: DISK_BUSES,
    hw_floppy_bus: DISK_BUSES,
    hw_rescue_bus: DISK_BUSES,
    hw_cpu_policy: ['dedicated', 'shared'],
    hw_cpu_thread_policy: ['prefer', 'isolate', 'require'],
    hw_firmware_type: ['bios', 'uefi'],
    hw_pointer_model: ['usbtablet'],
    hw_rescue_device: ['cdrom', 'disk', 'floppy', 'fs', 'lun'],
    hw_rng_model: ['virtio'],
    hw_scsi_model: ['buslogic', 'ibmvscsi', 'lsilogic', 'lsisas1068', 'lsisas1078', 'virtio-scsi', 'vmpvscsi'],
    hw_video_model: ['cirrus', 'qxl', 'vga', 'vmvga', 'xen'],
    hw_vif_model: 'e1000 e1000e lan9118 ne2k_pci netfront pcnet rtl8139 spapr-vlan sriov virtio vmxnet vmxnet3'.split(
      ' ',
    ),
    hw_vm_mode: ['hvm', 'xen', 'uml', 'exe'],
    hw_watchdog_action: ['none', 'pause', 'poweroff', 'reset', 'disabled'],
    img_config_drive: ['mandatory', 'optional'],
    img_signature_hash_method: ['SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'],
    img_signature_key_type: `DSA ECC_SECP384R1 ECC_SECP521R1 ECC_SECT409K1 ECC_SECT409R1 ECC_SECT571K1 ECC_SECT571R1
      RSA-PSS`.split(/\s+/),
    img_hv_type:
      `baremetal bhyve docker fake hyperv ironic kqemu kvm lxc lxd openvz parallels phyp qemu test uml vbox vz
    vmware xen zvm prsm`.split(/\s+/),
    os_secure_boot: ['disabled', 'optional', 'required'],
    os_type: ['linux', 'windows'],
  }),
);

/** Those of them that Liberty did not know: there they had any value, and did nothing. */
export const CHOICES_SINCE_LIBERTY: readonly (readonly [name: string, values: readonly string[]])[] = [
  ...CHOICES,
].filter(([name]) =>
  /^(hw_cpu_thread_policy|hw_firmware_type|hw_pointer_model|hw_rescue_|img_signature_|os_secure_boot)/.test(name),
);

/** One of `>=6.0, <7.0`: Stein raises at any other text. */
const VERSION = /^\s*([<>]=?|[!=]=)\s*\d+\.\d+(\.\d+)?([ab]\d+)?\s*$/;

/** Other spellings of values, which Stein reads as these. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amd64: 'x86_64',
    i386: 'i686',
    i486: 'i686',
    i586: 'i686',
    x86_32: 'i686',
    x86_32p: 'i686',
    xapi: 'xen',
    pv: 'xen',
    hv: 'hvm',
    baremetal: 'hvm',
    lsilogicsas: 'lsisas1068',
    paravirtual: 'vmpvscsi',
    virtuale1000: 'e1000',
    virtuale1000e: 'e1000e',
    virtualpcnet32: 'pcnet',
    virtualsriovethernetcard: 'sriov',
    virtualvmxnet: 'vmxnet',
    virtualvmxnet3: 'vmxnet3',
  }),
);

/** Names that properties had before Liberty, and have in Stein's objects. */
const RENAMED: Readonly<Record<string, string>> = {
  architecture: 'hw_architecture',
  owner_id: 'img_owner_id',
  auto_disk_config: 'hw_auto_disk_config',
  ipxe_boot: 'hw_ipxe_boot',
  cache_in_nova: 'img_cache_in_nova',
  vm_mode: 'hw_vm_mode',
  bdm_v2: 'img_bdm_v2',
  root_device_name: 'img_root_device_name',
  hypervisor_version_requires: 'img_hv_requested_version',
  hypervisor_type: 'img_hv_type',
};

/**
 * An instance's image properties as Stein's ImageMetaProps has them: typed, under the names of today. What Stein does not
 * know, or knows no such value of, is left out: it would be ignored, or would raise.
 */
export function imageProperties(properties: Readonly<Record<string, string>>): JsonObject {
  const typed: Record<string, Json> = {};
  for (const [old, name] of Object.entries(RENAMED))
    if (Object.hasOwn(properties, old)) add(typed, name, properties[old]);
  for (const [name, value] of Object.entries(properties)) add(typed, name, value);
  return { ...typed, ...numaProperties(properties) };
}

function add(typed: Record<string, Json>, name: string, value: string | undefined): void {
  if (value === undefined) return;
  if (BOOLEANS.includes(name)) typed[name] = /^(1|t|true|on|y|yes)$/i.test(value.trim());
  else if (INTEGERS.includes(name)) {
    if (/^\s*-?\d+\s*$/.test(value)) typed[name] = Number(value);
  } else if (TEXTS.includes(name)) typed[name] = value;
  else if (name === 'img_hv_requested_version') {
    if (value.split(',').every((one) => VERSION.test(one))) typed[name] = value;
  } else {
    const lower = value.toLowerCase();
    const choice = CHOICES.get(name)?.find((one) => [value, lower, ALIASES.get(lower)].includes(one));
    if (choice !== undefined) typed[name] = choice;
  }
}
