/** Names a volume of an instance, on any row that has both. */
export const ATTACHMENT = `CONCAT('volume ', b.volume_id, ' of instance ', b.instance_uuid)`;

type Side = 'source' | 'target';

const ATTACHED = (side: Side): string => `{${side}.cinder}.volume_attachment a
  JOIN {${side}.cinder}.volumes v ON v.id = a.volume_id AND v.deleted = 0`;

/** Block devices `b` of living instances whose volume has no attachment in Cinder. */
export function fromUnattached(side: Side): string {
  return `FROM {${side}.nova}.block_device_mapping b
    JOIN {${side}.nova}.instances i ON i.uuid = b.instance_uuid AND i.deleted = 0
    WHERE b.deleted = 0 AND b.volume_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${ATTACHED(side)}
      WHERE a.volume_id = b.volume_id AND a.instance_uuid = b.instance_uuid AND a.deleted = 0)`;
}

/** Attachments `b` to living instances that Nova has no block device of. */
export function fromUnknownToNova(side: Side): string {
  return `FROM (SELECT a.volume_id, a.instance_uuid FROM ${ATTACHED(side)} WHERE a.deleted = 0) b
    JOIN {${side}.nova}.instances i ON i.uuid = b.instance_uuid AND i.deleted = 0
    WHERE NOT EXISTS (SELECT 1 FROM {${side}.nova}.block_device_mapping d
      WHERE d.instance_uuid = b.instance_uuid AND d.volume_id = b.volume_id AND d.deleted = 0)`;
}
