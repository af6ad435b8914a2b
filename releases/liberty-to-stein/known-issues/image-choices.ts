import { literal } from '../../../model/quote';
import type { FixUp, MappingChange } from '../../../model/mapping';
import { CHOICES_SINCE_LIBERTY } from '../image-properties';

/** Only rows of names and values that Stein can read; it tells upper from lower case in both. */
function readable(name: string, prefix = ''): MappingChange {
  const unreadable = CHOICES_SINCE_LIBERTY.map(
    ([property, values]) =>
      `${name} = BINARY ${literal(`${prefix}${property}`)} AND BINARY s.value NOT IN (${values.map(literal).join(', ')})`,
  );
  return { where: `(${unreadable.join(' OR ')}) IS NOT TRUE` };
}

export const IMAGE_CHOICES: FixUp = {
  name: 'imageChoices',
  why:
    'Liberty took no notice of these properties of images, whatever their value was (hw_pointer_model=ps2mouse). Stein knows ' +
    'them, and can neither start nor move an instance with a value that is none of its choices: such a property stays behind.',
  changes: {
    'nova.instance_system_metadata': readable('s.`key`', 'image_'),
    'glance.image_properties': readable('s.name'),
    'cinder.volume_glance_metadata': readable('s.`key`'),
  },
};
