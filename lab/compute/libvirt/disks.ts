import { createHash } from 'node:crypto';
import type { Instance } from '../../generator/cluster/instances';
import { hasConfigDrive } from '../../generator/nova/instances';
import { GUEST_IMAGE } from './guest-image';

const INSTANCES = '/var/lib/nova/instances';

/** One disk of a guest: a file in its folder. */
export interface Disk {
  readonly file: string;
  readonly device: 'disk' | 'cdrom';
  readonly format: 'qcow2' | 'raw';
  readonly target: string;
  /** As qemu-img reads it; '' for one that is not made by it. */
  readonly size: string;
}

/** Where Nova keeps the files of a guest. */
export function instanceFolder({ uuid }: Pick<Instance, 'uuid'>): string {
  return `${INSTANCES}/${uuid}`;
}

/** The disks in Nova's order: root, ephemeral, swap; the config drive is the last of IDE. */
export function disksOf(guest: Instance): Disk[] {
  const { rootGb, ephemeralGb, swap } = guest.flavor;
  const files = [
    { file: 'disk', size: `${rootGb}G` },
    ...(ephemeralGb > 0 ? [{ file: 'disk.local', size: `${ephemeralGb}G` }] : []),
    ...(swap > 0 ? [{ file: 'disk.swap', size: `${swap}M` }] : []),
  ];
  return [
    ...files.map(({ file, size }, i): Disk => ({
      ...{ file, size, device: 'disk', format: 'qcow2' },
      target: `vd${String.fromCodePoint(0x61 + i)}`,
    })),
    ...(hasConfigDrive(guest)
      ? [{ file: 'disk.config', size: '', device: 'cdrom', format: 'raw', target: 'hdd' } as const]
      : []),
  ];
}

/** Nova names the file that all disks of an image lie upon by the image's id. */
function baseFile({ image }: Instance): string {
  return `${INSTANCES}/_base/${createHash('sha1').update(image.id).digest('hex')}`;
}

/** No guest of the lab reads it, but Nova starts none again whose config drive is not there. */
function makeConfigDrive({ uuid, name }: Instance, file: string): string {
  return `drive=$(mktemp -d)
mkdir -p $drive/openstack/latest
echo '${JSON.stringify({ uuid, name, hostname: name })}' >$drive/openstack/latest/meta_data.json
genisoimage -quiet -J -r -V config-2 -o ${file} $drive
rm -r $drive`;
}

function makeDisk(guest: Instance, { file, size }: Disk): string {
  if (size === '') return makeConfigDrive(guest, file);
  const backing = file === 'disk' ? `-o backing_fmt=raw -b ${baseFile(guest)} ` : '';
  return `qemu-img create -q -f qcow2 ${backing}${file} ${size}`;
}

/** A shell script that makes what is missing of a guest's disks, and enters its folder. */
export function disksScript(guest: Instance): string {
  const base = baseFile(guest);
  return [
    `install -d -o nova -g nova ${INSTANCES}/_base ${instanceFolder(guest)}`,
    `[ -e ${base} ] || { cp ${GUEST_IMAGE} ${base} && chown nova:nova ${base}; }`,
    `cd ${instanceFolder(guest)}`,
    ...disksOf(guest).map((disk) => `[ -e ${disk.file} ] || {\n${makeDisk(guest, disk)}\n}`),
    'chown nova:nova *',
  ].join('\n');
}
