import type { ExcludedTables } from '../../model/mapping';

/** Tables that stay behind for a reason; of any other one that has rows and that no mapping reads, the plan tells. */
export const EXCLUDED_TABLES: readonly ExcludedTables[] = [
  { database: 'nova', tables: ['services'], why: 'services of the new release register themselves' },
  { database: 'nova', tables: ['migrate_version'], why: "it is the schema's own" },
  { database: 'nova', tables: ['shadow_*'], why: 'archives of rows that were deleted' },
  { database: 'nova', tables: ['quota_usages', 'reservations'], why: 'Stein recounts them' },
  { database: 'nova', tables: ['task_log', 'bw_usage_cache', 'volume_usage_cache'], why: 'audits of the past' },
  {
    database: 'nova',
    tables: ['consoles', 'console_pools', 'agent_builds'],
    why: "of XenServer's consoles and agents",
  },
  { database: 'nova', tables: ['certificates'], why: 'nova-cert is gone' },
  { database: 'nova', tables: ['cells'], why: 'cells of the first version' },
  {
    database: 'nova',
    tables: ['networks', 'fixed_ips', 'floating_ips', 'dns_domains', 'provider_fw_rules', 'security_group*'],
    why: "nova-network's: Neutron has its own",
  },
  {
    database: 'nova',
    tables: ['volume_id_mappings', 'snapshot_id_mappings'],
    why: "nothing tells EC2's numbers of them",
  },
  { database: 'nova', tables: ['snapshots'], why: "nova-volume's: Cinder has its own" },
  { database: 'glance', tables: ['migrate_version'], why: "it is the schema's own" },
  { database: 'glance', tables: ['metadef_resource_types'], why: 'Glance fills it itself' },
  { database: 'glance', tables: ['tasks', 'task_info'], why: 'imports of the past: they expire' },
  { database: 'glance', tables: ['artifacts', 'artifact_*'], why: "an experiment of Liberty's that Glance gave up" },
  { database: 'cinder', tables: ['services'], why: 'services of the new release register themselves' },
  { database: 'cinder', tables: ['migrate_version'], why: "it is the schema's own" },
  { database: 'cinder', tables: ['quota_usages', 'reservations'], why: 'Stein recounts them' },
  { database: 'cinder', tables: ['consistencygroups', 'cgsnapshots'], why: 'their own notice tells of them' },
  { database: 'cinder', tables: ['iscsi_targets'], why: 'drivers choose the numbers of their targets themselves' },
];
