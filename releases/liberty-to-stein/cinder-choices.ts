import { literal } from '../../model/quote';
import type { TableMapping } from '../../model/mapping';

type Refused = NonNullable<TableMapping['refused']>[number];

/** Fields of Stein's Cinder that take one of these only (cinder/objects/fields.py): reading a row with another value raises. */
export const CINDER_CHOICES = {
  attachStatus: ['attached', 'attaching', 'detached', 'reserved', 'error_attaching', 'error_detaching', 'deleted'],
  snapshotStatus: `error available creating deleting deleted updating error_deleting unmanaging backing-up
    restoring`.split(/\s+/),
  backupStatus: ['error', 'error_deleting', 'creating', 'available', 'deleting', 'deleted', 'restoring'],
  consumer: ['back-end', 'front-end', 'both'],
} as const satisfies Record<string, readonly string[]>;

/** Rows of which a column holds none of them; NULL can be read. */
export function unreadable(column: string, choices: readonly string[]): Refused {
  return {
    when: `BINARY s.${column} NOT IN (${choices.map(literal).join(', ')})`,
    because: `its ${column} is none that the new Cinder can read (${choices.join(', ')})`,
  };
}

/** Of what a QoS specification says of its consumer, which must be there. */
export const UNREADABLE_CONSUMER: Refused = {
  when: `BINARY s.\`key\` = 'consumer'
    AND COALESCE(BINARY s.value, '') NOT IN (${CINDER_CHOICES.consumer.map(literal).join(', ')})`,
  because: `its consumer is none that the new Cinder can read (${CINDER_CHOICES.consumer.join(', ')})`,
};
