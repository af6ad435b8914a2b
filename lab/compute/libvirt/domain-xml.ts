import type { Instance } from '../../generator/cluster/instances';
import { deviceName, tapName } from '../../generator/nova/network-info';
import { at } from '../../generator/rows';
import { domainName } from '../guests';
import { disksOf, instanceFolder, type Disk } from './disks';

/** The bridge of its own of a guest that is plugged through one. */
export function bridgeName(portId: string): string {
  return deviceName('qbr', portId);
}

/** What libvirt itself plugs into br-int; through a bridge it knows nothing of Open vSwitch. */
function nic({ portId, mac, plug }: Instance): string {
  const tap = plug === 'tap';
  return `<interface type='bridge'><mac address='${mac}'/><model type='virtio'/>
<source bridge='${tap ? 'br-int' : bridgeName(portId)}'/><target dev='${tapName(portId)}'/>${
    tap ? `<virtualport type='openvswitch'><parameters interfaceid='${portId}'/></virtualport>` : ''
  }</interface>`;
}

function disk(folder: string, { file, device, format, target }: Disk): string {
  const bus = device === 'cdrom' ? 'ide' : 'virtio';
  return `<disk type='file' device='${device}'><driver name='qemu' type='${format}' cache='none'/>
<source file='${folder}/${file}'/><target bus='${bus}' dev='${target}'/></disk>`;
}

function metadata(guest: Instance): string {
  const { flavor } = guest;
  return `<nova:instance xmlns:nova="http://openstack.org/xmlns/libvirt/nova/1.0"><nova:package version="12.0.6-1.el7"/>
<nova:name>${guest.name}</nova:name><nova:creationTime>${at(guest.createdMinutes)}</nova:creationTime>
<nova:flavor name="${flavor.name}"><nova:memory>${flavor.memoryMb}</nova:memory><nova:disk>${flavor.rootGb}</nova:disk>
<nova:swap>${flavor.swap}</nova:swap><nova:ephemeral>${flavor.ephemeralGb}</nova:ephemeral><nova:vcpus>${flavor.vcpus}</nova:vcpus>
</nova:flavor><nova:owner><nova:user uuid="${guest.userId}">user</nova:user>
<nova:project uuid="${guest.projectId}">project</nova:project></nova:owner>
<nova:root type="image" uuid="${guest.image.id}"/></nova:instance>`;
}

/** A guest's domain as Liberty's Nova wrote it for `virt_type = qemu`; `hostUuid` is the host's machine id. */
export function domainXml(guest: Instance, hostUuid: string): string {
  const { uuid, flavor } = guest;
  const folder = instanceFolder(guest);
  return `<domain type='qemu'>
<uuid>${uuid}</uuid><name>${domainName(guest)}</name><memory unit='KiB'>${flavor.memoryMb * 1024}</memory><vcpu>${flavor.vcpus}</vcpu>
<metadata>${metadata(guest)}</metadata>
<sysinfo type='smbios'><system><entry name='manufacturer'>RDO Project</entry><entry name='product'>OpenStack Nova</entry>
<entry name='version'>12.0.6-1.el7</entry><entry name='serial'>${hostUuid}</entry><entry name='uuid'>${uuid}</entry>
<entry name='family'>Virtual Machine</entry></system></sysinfo>
<os><type>hvm</type><boot dev='hd'/><smbios mode='sysinfo'/></os><features><acpi/><apic/></features><clock offset='utc'/>
<cpu><topology sockets='${flavor.vcpus}' cores='1' threads='1'/></cpu>
<devices>
${disksOf(guest)
  .map((one) => disk(folder, one))
  .join('\n')}
${nic(guest)}
<serial type='file'><source path='${folder}/console.log'/></serial><serial type='pty'/><input type='tablet' bus='usb'/>
<graphics type='vnc' autoport='yes' keymap='en-us' listen='0.0.0.0'/><video><model type='cirrus'/></video>
<memballoon model='virtio'><stats period='10'/></memballoon>
</devices>
</domain>
`;
}
