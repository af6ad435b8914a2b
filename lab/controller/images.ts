import { IMAGE_BYTES } from '../generator/cluster/images';
import type { LibertyOptions } from '../generator/cluster/options';
import { allImages } from '../generator/glance';
import type { LabHost } from '../hosts/host';

/** Data for every image of the old Glance, in the file store that both releases share. */
export async function ensureImageData(controller: LabHost, options: LibertyOptions): Promise<void> {
  const files = allImages(options)
    .filter(({ deleted }) => !deleted)
    .map(({ id }) => id);
  await controller.run(`cd /var/lib/glance/images && truncate -s ${IMAGE_BYTES} ${files.join(' ')}`);
}
