import type { JsonObject } from '../../model/json';
import { imageProperties } from './image-properties';
import { versionedObject } from './versioned-object';

/** Instance metadata's keys of the image carry this prefix. */
const PREFIX = 'image_';
/** What Nova takes from the image itself; the rest are its properties. */
const NUMBERS = ['min_ram', 'min_disk'];
const TEXTS = ['disk_format', 'container_format'];

/**
 * The image as Nova knew it when the instance was made, from `instance_system_metadata`: Stein makes the same of it
 * (ImageMeta.from_instance). `id` is the image that the instance names; '' for one that boots from a volume.
 */
export function imageMeta(systemMetadata: readonly (readonly (string | null)[])[], id: string | null): JsonObject {
  const own: Record<string, string | number> = {};
  const properties: Record<string, string> = {};
  for (const [key, value] of systemMetadata) {
    if (typeof key !== 'string' || typeof value !== 'string' || !key.startsWith(PREFIX)) continue;
    const name = key.slice(PREFIX.length);
    if (TEXTS.includes(name)) own[name] = value;
    else if (!NUMBERS.includes(name)) properties[name] = value;
    else if (/^\d+$/.test(value)) own[name] = Number(value);
  }
  return versionedObject('ImageMeta', '1.8', {
    ...own,
    ...(id === null || id === '' ? {} : { id }),
    properties: versionedObject('ImageMetaProps', '1.21', imageProperties(properties)),
  });
}
