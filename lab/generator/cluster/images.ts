import { labUuid, PROJECTS } from '../../inventory';

/** A Glance image. Its data is `IMAGE_BYTES` zero bytes in Glance's file store (Ceph is not in the lab). */
export interface Image {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly isPublic: boolean;
  readonly deleted: boolean;
  readonly protected: boolean;
  readonly minDisk: number;
  readonly properties: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly members: readonly string[];
}

export const IMAGE_BYTES = 1_048_576;
/** md5 of `IMAGE_BYTES` zero bytes. */
export const IMAGE_CHECKSUM = 'b6d81b360a5672d80c27430f39153e2c';

const [blue, green] = PROJECTS.map(({ id }) => id) as [string, string];

function image(name: string, more: Partial<Image> = {}): Image {
  const rest = { owner: blue, isPublic: false, deleted: false, protected: false, minDisk: 1, properties: {} };
  return { id: labUuid('image', name), name, ...rest, tags: [], members: [], ...more };
}

export const IMAGES: readonly Image[] = [
  image('cirros-0.3.4', { isPublic: true, tags: ['test'], properties: { architecture: 'x86_64' } }),
  image('ubuntu-14.04', {
    isPublic: true,
    protected: true,
    tags: ['lts', 'linux'],
    properties: { os_type: 'linux', hw_disk_bus: 'virtio', hw_qemu_guest_agent: 'yes' },
  }),
  image('windows-2012', { isPublic: true, properties: { os_type: 'windows', hw_disk_bus: 'virtio' } }),
  image('blue-golden', { members: [green], properties: { os_type: 'linux', description: 'Blue\'s "golden" image' } }),
  image('green-private', { owner: green, tags: ['nightly'] }),
  image('withdrawn', { deleted: true, properties: { os_type: 'linux' }, tags: ['old'] }),
];

/** The snapshot that shelving made of an instance. */
export function shelvedImage(instance: string, owner: string, base: Image): Image {
  return image(`${instance}-shelved`, {
    owner,
    properties: { image_type: 'snapshot', base_image_ref: base.id, image_location: 'snapshot' },
  });
}
