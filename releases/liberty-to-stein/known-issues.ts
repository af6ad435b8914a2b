/**
 * Where a plain copy of the columns that both releases have would leave Stein with wrong data. Each rule is named where a
 * mapping uses it; why it must be is said here.
 */
export const KNOWN_ISSUES = {
  imageVisibility: {
    what: 'glance.images.visibility from is_public and the members',
    why: "The column's default is 'shared': without a value every public image would be gone from the other tenants' lists.",
  },
  imageHidden: { what: 'glance.images.os_hidden = 0', why: 'Liberty hides no image.' },
  aggregateUuid: {
    what: 'nova_api.aggregates.uuid made from the id',
    why: 'The column may be NULL, the object may not: listing aggregates raises. The migration that filled it is gone since Newton.',
  },
  blockDeviceUuid: {
    what: 'nova.block_device_mapping.uuid made from the id',
    why: 'Stein fills it when it first reads a row; filled beforehand, both sides can be compared.',
  },
  instanceKeyPair: {
    what: 'nova.instance_extra.keypairs holds the key pair',
    why: 'Left NULL, the metadata service gives no key, and online migrations stop with an error.',
  },
  pinnedCpus: {
    what: "nova.instance_extra.numa_topology: cells with pinned CPUs get cpu_policy 'dedicated'",
    why: 'Stein takes a cell without a policy for one that is not pinned, and pins other guests to the same CPUs.',
  },
  requestSpec: {
    what: 'nova_api.request_specs has one for every instance that is not deleted',
    why: 'The migration that made them went with 19.0.0; without one an instance cannot be moved.',
  },
  instanceMapping: {
    what: 'nova_api.instance_mappings has one for every instance that is not deleted, in cell1, with user_id and queued_for_delete',
    why: 'Without it the API does not find the instance; NULLs count as not yet migrated.',
  },
  volumeHost: {
    what: 'cinder.volumes.host and service_uuid name the new cinder-volume',
    why: 'Stein sends a request to the service of that host; an old name is a queue that nobody reads.',
  },
  sharedTargets: {
    what: 'cinder.volumes.shared_targets = 0',
    why: 'Only iSCSI backends share targets; NULL makes Nova take a lock for each detach.',
  },
} as const satisfies Record<string, { readonly what: string; readonly why: string }>;

/** SQL of the rules that are no more than an expression. */
export const IMAGE_VISIBILITY = `CASE WHEN s.is_public = 1 THEN 'public'
  WHEN EXISTS (SELECT 1 FROM {source.glance}.image_members m WHERE m.image_id = s.id AND m.deleted = 0) THEN 'shared'
  ELSE 'private' END`;
