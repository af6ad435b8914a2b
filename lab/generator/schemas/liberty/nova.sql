-- Liberty's nova database as its own `db sync` leaves it, without the shadow tables.
-- The CHECKs on booleans are left out: the servers that ran Liberty parsed and dropped them.

SET foreign_key_checks = 0;

CREATE TABLE `agent_builds` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `hypervisor` varchar(255),
  `os` varchar(255),
  `architecture` varchar(255),
  `version` varchar(255),
  `url` varchar(255),
  `md5hash` varchar(255),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_agent_builds0hypervisor0os0architecture0deleted` (`hypervisor`, `os`, `architecture`, `deleted`),
  KEY `agent_builds_hypervisor_os_arch_idx` (`hypervisor`, `os`, `architecture`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `aggregate_hosts` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `host` varchar(255),
  `aggregate_id` int(11) NOT NULL,
  `deleted` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_aggregate_hosts0host0aggregate_id0deleted` (`host`, `aggregate_id`, `deleted`),
  KEY `aggregate_id` (`aggregate_id`),
  CONSTRAINT `aggregate_hosts_ibfk_1` FOREIGN KEY (`aggregate_id`) REFERENCES `aggregates` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `aggregate_metadata` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `aggregate_id` int(11) NOT NULL,
  `key` varchar(255) NOT NULL,
  `value` varchar(255) NOT NULL,
  `deleted` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_aggregate_metadata0aggregate_id0key0deleted` (`aggregate_id`, `key`, `deleted`),
  KEY `aggregate_metadata_key_idx` (`key`),
  CONSTRAINT `aggregate_metadata_ibfk_1` FOREIGN KEY (`aggregate_id`) REFERENCES `aggregates` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `aggregates` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(255),
  `deleted` int(11),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `block_device_mapping` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `device_name` varchar(255),
  `delete_on_termination` tinyint(1),
  `snapshot_id` varchar(36),
  `volume_id` varchar(36),
  `volume_size` int(11),
  `no_device` tinyint(1),
  `connection_info` mediumtext,
  `instance_uuid` varchar(36),
  `deleted` int(11),
  `source_type` varchar(255),
  `destination_type` varchar(255),
  `guest_format` varchar(255),
  `device_type` varchar(255),
  `disk_bus` varchar(255),
  `boot_index` int(11),
  `image_id` varchar(36),
  PRIMARY KEY (`id`),
  KEY `block_device_mapping_instance_uuid_device_name_idx` (`instance_uuid`, `device_name`),
  KEY `block_device_mapping_instance_uuid_idx` (`instance_uuid`),
  KEY `block_device_mapping_instance_uuid_volume_id_idx` (`instance_uuid`, `volume_id`),
  KEY `snapshot_id` (`snapshot_id`),
  KEY `volume_id` (`volume_id`),
  CONSTRAINT `block_device_mapping_instance_uuid_fkey` FOREIGN KEY (`instance_uuid`) REFERENCES `instances` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `bw_usage_cache` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `start_period` datetime NOT NULL,
  `last_refreshed` datetime,
  `bw_in` bigint(20),
  `bw_out` bigint(20),
  `mac` varchar(255),
  `uuid` varchar(36),
  `last_ctr_in` bigint(20),
  `last_ctr_out` bigint(20),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  KEY `bw_usage_cache_uuid_start_period_idx` (`uuid`, `start_period`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `cells` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `api_url` varchar(255),
  `weight_offset` float,
  `weight_scale` float,
  `name` varchar(255),
  `is_parent` tinyint(1),
  `deleted` int(11),
  `transport_url` varchar(255) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_cells0name0deleted` (`name`, `deleted`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `certificates` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `user_id` varchar(255),
  `project_id` varchar(255),
  `file_name` varchar(255),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  KEY `certificates_project_id_deleted_idx` (`project_id`, `deleted`),
  KEY `certificates_user_id_deleted_idx` (`user_id`, `deleted`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `compute_nodes` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `service_id` int(11),
  `vcpus` int(11) NOT NULL,
  `memory_mb` int(11) NOT NULL,
  `local_gb` int(11) NOT NULL,
  `vcpus_used` int(11) NOT NULL,
  `memory_mb_used` int(11) NOT NULL,
  `local_gb_used` int(11) NOT NULL,
  `hypervisor_type` mediumtext NOT NULL,
  `hypervisor_version` int(11) NOT NULL,
  `cpu_info` mediumtext NOT NULL,
  `disk_available_least` int(11),
  `free_ram_mb` int(11),
  `free_disk_gb` int(11),
  `current_workload` int(11),
  `running_vms` int(11),
  `hypervisor_hostname` varchar(255),
  `deleted` int(11),
  `host_ip` varchar(39),
  `supported_instances` text,
  `pci_stats` text,
  `metrics` text,
  `extra_resources` text,
  `stats` text,
  `numa_topology` text,
  `host` varchar(255),
  `ram_allocation_ratio` float,
  `cpu_allocation_ratio` float,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_compute_nodes0host0hypervisor_hostname0deleted` (`host`, `hypervisor_hostname`, `deleted`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `console_pools` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `address` varchar(39),
  `username` varchar(255),
  `password` varchar(255),
  `console_type` varchar(255),
  `public_hostname` varchar(255),
  `host` varchar(255),
  `compute_host` varchar(255),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_console_pools0host0console_type0compute_host0deleted` (`host`, `console_type`, `compute_host`, `deleted`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `consoles` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `instance_name` varchar(255),
  `password` varchar(255),
  `port` int(11),
  `pool_id` int(11),
  `instance_uuid` varchar(36),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  KEY `consoles_instance_uuid_idx` (`instance_uuid`),
  KEY `pool_id` (`pool_id`),
  CONSTRAINT `consoles_ibfk_1` FOREIGN KEY (`pool_id`) REFERENCES `console_pools` (`id`),
  CONSTRAINT `consoles_instance_uuid_fkey` FOREIGN KEY (`instance_uuid`) REFERENCES `instances` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `dns_domains` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `domain` varchar(255) NOT NULL,
  `scope` varchar(255),
  `availability_zone` varchar(255),
  `project_id` varchar(255),
  PRIMARY KEY (`domain`),
  KEY `dns_domains_domain_deleted_idx` (`domain`, `deleted`),
  KEY `dns_domains_project_id_idx` (`project_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `fixed_ips` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `address` varchar(39),
  `network_id` int(11),
  `allocated` tinyint(1),
  `leased` tinyint(1),
  `reserved` tinyint(1),
  `virtual_interface_id` int(11),
  `host` varchar(255),
  `instance_uuid` varchar(36),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_fixed_ips0address0deleted` (`address`, `deleted`),
  KEY `address` (`address`),
  KEY `fixed_ips_address_reserved_network_id_deleted_idx` (`address`, `reserved`, `network_id`, `deleted`),
  KEY `fixed_ips_deleted_allocated_idx` (`address`, `deleted`, `allocated`),
  KEY `fixed_ips_deleted_allocated_updated_at_idx` (`deleted`, `allocated`, `updated_at`),
  KEY `fixed_ips_host_idx` (`host`),
  KEY `fixed_ips_instance_uuid_fkey` (`instance_uuid`),
  KEY `fixed_ips_network_id_host_deleted_idx` (`network_id`, `host`, `deleted`),
  KEY `fixed_ips_virtual_interface_id_fkey` (`virtual_interface_id`),
  KEY `network_id` (`network_id`),
  CONSTRAINT `fixed_ips_instance_uuid_fkey` FOREIGN KEY (`instance_uuid`) REFERENCES `instances` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `floating_ips` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `address` varchar(39),
  `fixed_ip_id` int(11),
  `project_id` varchar(255),
  `host` varchar(255),
  `auto_assigned` tinyint(1),
  `pool` varchar(255),
  `interface` varchar(255),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_floating_ips0address0deleted` (`address`, `deleted`),
  KEY `fixed_ip_id` (`fixed_ip_id`),
  KEY `floating_ips_host_idx` (`host`),
  KEY `floating_ips_pool_deleted_fixed_ip_id_project_id_idx` (`pool`, `deleted`, `fixed_ip_id`, `project_id`),
  KEY `floating_ips_project_id_idx` (`project_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `instance_actions` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `action` varchar(255),
  `instance_uuid` varchar(36),
  `request_id` varchar(255),
  `user_id` varchar(255),
  `project_id` varchar(255),
  `start_time` datetime,
  `finish_time` datetime,
  `message` varchar(255),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  KEY `instance_uuid_idx` (`instance_uuid`),
  KEY `request_id_idx` (`request_id`),
  CONSTRAINT `fk_instance_actions_instance_uuid` FOREIGN KEY (`instance_uuid`) REFERENCES `instances` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `instance_actions_events` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `event` varchar(255),
  `action_id` int(11),
  `start_time` datetime,
  `finish_time` datetime,
  `result` varchar(255),
  `traceback` text,
  `deleted` int(11),
  `host` varchar(255),
  `details` text,
  PRIMARY KEY (`id`),
  KEY `action_id` (`action_id`),
  CONSTRAINT `instance_actions_events_ibfk_1` FOREIGN KEY (`action_id`) REFERENCES `instance_actions` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `instance_extra` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` int(11),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `instance_uuid` varchar(36) NOT NULL,
  `numa_topology` text,
  `pci_requests` text,
  `flavor` text,
  `vcpu_model` text,
  `migration_context` text,
  PRIMARY KEY (`id`),
  KEY `instance_extra_idx` (`instance_uuid`),
  CONSTRAINT `instance_extra_instance_uuid_fkey` FOREIGN KEY (`instance_uuid`) REFERENCES `instances` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `instance_faults` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `instance_uuid` varchar(36),
  `code` int(11) NOT NULL,
  `message` varchar(255),
  `details` mediumtext,
  `host` varchar(255),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  KEY `instance_faults_host_idx` (`host`),
  KEY `instance_faults_instance_uuid_deleted_created_at_idx` (`instance_uuid`, `deleted`, `created_at`),
  CONSTRAINT `fk_instance_faults_instance_uuid` FOREIGN KEY (`instance_uuid`) REFERENCES `instances` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `instance_group_member` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` int(11),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `instance_id` varchar(255),
  `group_id` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `group_id` (`group_id`),
  KEY `instance_group_member_instance_idx` (`instance_id`),
  CONSTRAINT `instance_group_member_ibfk_1` FOREIGN KEY (`group_id`) REFERENCES `instance_groups` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `instance_group_policy` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` int(11),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `policy` varchar(255),
  `group_id` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `group_id` (`group_id`),
  KEY `instance_group_policy_policy_idx` (`policy`),
  CONSTRAINT `instance_group_policy_ibfk_1` FOREIGN KEY (`group_id`) REFERENCES `instance_groups` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `instance_groups` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` int(11),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `user_id` varchar(255),
  `project_id` varchar(255),
  `uuid` varchar(36) NOT NULL,
  `name` varchar(255),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_instance_groups0uuid0deleted` (`uuid`, `deleted`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `instance_id_mappings` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `uuid` varchar(36) NOT NULL,
  `deleted` int(11),
  PRIMARY KEY (`id`),
  KEY `ix_instance_id_mappings_uuid` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `instance_info_caches` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `network_info` mediumtext,
  `instance_uuid` varchar(36) NOT NULL,
  `deleted` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_instance_info_caches0instance_uuid` (`instance_uuid`),
  CONSTRAINT `instance_info_caches_instance_uuid_fkey` FOREIGN KEY (`instance_uuid`) REFERENCES `instances` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `instance_metadata` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `key` varchar(255),
  `value` varchar(255),
  `instance_uuid` varchar(36),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  KEY `instance_metadata_instance_uuid_idx` (`instance_uuid`),
  CONSTRAINT `instance_metadata_instance_uuid_fkey` FOREIGN KEY (`instance_uuid`) REFERENCES `instances` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `instance_system_metadata` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `instance_uuid` varchar(36) NOT NULL,
  `key` varchar(255) NOT NULL,
  `value` varchar(255),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  KEY `instance_uuid` (`instance_uuid`),
  CONSTRAINT `instance_system_metadata_ibfk_1` FOREIGN KEY (`instance_uuid`) REFERENCES `instances` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `instance_type_extra_specs` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `instance_type_id` int(11) NOT NULL,
  `key` varchar(255) COLLATE utf8_bin,
  `value` varchar(255) COLLATE utf8_bin,
  `deleted` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_instance_type_extra_specs0instance_type_id0key0deleted` (`instance_type_id`, `key`, `deleted`),
  KEY `instance_type_extra_specs_instance_type_id_key_idx` (`instance_type_id`, `key`),
  CONSTRAINT `instance_type_extra_specs_ibfk_1` FOREIGN KEY (`instance_type_id`) REFERENCES `instance_types` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `instance_type_projects` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `instance_type_id` int(11) NOT NULL,
  `project_id` varchar(255),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_instance_type_projects0instance_type_id0project_id0deleted` (`instance_type_id`, `project_id`, `deleted`),
  KEY `instance_type_id` (`instance_type_id`),
  CONSTRAINT `instance_type_projects_ibfk_1` FOREIGN KEY (`instance_type_id`) REFERENCES `instance_types` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `instance_types` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `name` varchar(255),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `memory_mb` int(11) NOT NULL,
  `vcpus` int(11) NOT NULL,
  `swap` int(11) NOT NULL,
  `vcpu_weight` int(11),
  `flavorid` varchar(255),
  `rxtx_factor` float,
  `root_gb` int(11),
  `ephemeral_gb` int(11),
  `disabled` tinyint(1),
  `is_public` tinyint(1),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_instance_types0flavorid0deleted` (`flavorid`, `deleted`),
  UNIQUE KEY `uniq_instance_types0name0deleted` (`name`, `deleted`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `instances` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `internal_id` int(11),
  `user_id` varchar(255),
  `project_id` varchar(255),
  `image_ref` varchar(255),
  `kernel_id` varchar(255),
  `ramdisk_id` varchar(255),
  `launch_index` int(11),
  `key_name` varchar(255),
  `key_data` mediumtext,
  `power_state` int(11),
  `vm_state` varchar(255),
  `memory_mb` int(11),
  `vcpus` int(11),
  `hostname` varchar(255),
  `host` varchar(255),
  `user_data` mediumtext,
  `reservation_id` varchar(255),
  `scheduled_at` datetime,
  `launched_at` datetime,
  `terminated_at` datetime,
  `display_name` varchar(255),
  `display_description` varchar(255),
  `availability_zone` varchar(255),
  `locked` tinyint(1),
  `os_type` varchar(255),
  `launched_on` mediumtext,
  `instance_type_id` int(11),
  `vm_mode` varchar(255),
  `uuid` varchar(36) NOT NULL,
  `architecture` varchar(255),
  `root_device_name` varchar(255),
  `access_ip_v4` varchar(39),
  `access_ip_v6` varchar(39),
  `config_drive` varchar(255),
  `task_state` varchar(255),
  `default_ephemeral_device` varchar(255),
  `default_swap_device` varchar(255),
  `progress` int(11),
  `auto_disk_config` tinyint(1),
  `shutdown_terminate` tinyint(1),
  `disable_terminate` tinyint(1),
  `root_gb` int(11),
  `ephemeral_gb` int(11),
  `cell_name` varchar(255),
  `node` varchar(255),
  `deleted` int(11),
  `locked_by` enum('owner','admin'),
  `cleaned` int(11),
  `ephemeral_key_uuid` varchar(36),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_instances0uuid` (`uuid`),
  UNIQUE KEY `uuid` (`uuid`),
  KEY `instances_host_deleted_cleaned_idx` (`host`, `deleted`, `cleaned`),
  KEY `instances_host_node_deleted_idx` (`host`, `node`, `deleted`),
  KEY `instances_project_id_deleted_idx` (`project_id`, `deleted`),
  KEY `instances_reservation_id_idx` (`reservation_id`),
  KEY `instances_task_state_updated_at_idx` (`task_state`, `updated_at`),
  KEY `instances_terminated_at_launched_at_idx` (`terminated_at`, `launched_at`),
  KEY `instances_uuid_deleted_idx` (`uuid`, `deleted`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `key_pairs` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(255) NOT NULL,
  `user_id` varchar(255),
  `fingerprint` varchar(255),
  `public_key` mediumtext,
  `deleted` int(11),
  `type` enum('ssh','x509') NOT NULL DEFAULT 'ssh',
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_key_pairs0user_id0name0deleted` (`user_id`, `name`, `deleted`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `migrate_version` (
  `repository_id` varchar(250) NOT NULL,
  `repository_path` text,
  `version` int(11),
  PRIMARY KEY (`repository_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `migrations` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `source_compute` varchar(255),
  `dest_compute` varchar(255),
  `dest_host` varchar(255),
  `status` varchar(255),
  `instance_uuid` varchar(36),
  `old_instance_type_id` int(11),
  `new_instance_type_id` int(11),
  `source_node` varchar(255),
  `dest_node` varchar(255),
  `deleted` int(11),
  `migration_type` enum('migration','resize','live-migration','evacuation'),
  `hidden` tinyint(1),
  PRIMARY KEY (`id`),
  KEY `fk_migrations_instance_uuid` (`instance_uuid`),
  KEY `migrations_by_host_nodes_and_status_idx` (`deleted`, `source_compute`(100), `dest_compute`(100), `source_node`(100), `dest_node`(100), `status`),
  KEY `migrations_instance_uuid_and_status_idx` (`deleted`, `instance_uuid`, `status`),
  CONSTRAINT `fk_migrations_instance_uuid` FOREIGN KEY (`instance_uuid`) REFERENCES `instances` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `networks` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `injected` tinyint(1),
  `cidr` varchar(43),
  `netmask` varchar(39),
  `bridge` varchar(255),
  `gateway` varchar(39),
  `broadcast` varchar(39),
  `dns1` varchar(39),
  `vlan` int(11),
  `vpn_public_address` varchar(39),
  `vpn_public_port` int(11),
  `vpn_private_address` varchar(39),
  `dhcp_start` varchar(39),
  `project_id` varchar(255),
  `host` varchar(255),
  `cidr_v6` varchar(43),
  `gateway_v6` varchar(39),
  `label` varchar(255),
  `netmask_v6` varchar(39),
  `bridge_interface` varchar(255),
  `multi_host` tinyint(1),
  `dns2` varchar(39),
  `uuid` varchar(36),
  `priority` int(11),
  `rxtx_base` int(11),
  `deleted` int(11),
  `mtu` int(11),
  `dhcp_server` varchar(39),
  `enable_dhcp` tinyint(1),
  `share_address` tinyint(1),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_networks0vlan0deleted` (`vlan`, `deleted`),
  KEY `networks_bridge_deleted_idx` (`bridge`, `deleted`),
  KEY `networks_cidr_v6_idx` (`cidr_v6`),
  KEY `networks_host_idx` (`host`),
  KEY `networks_project_id_deleted_idx` (`project_id`, `deleted`),
  KEY `networks_uuid_project_id_deleted_idx` (`uuid`, `project_id`, `deleted`),
  KEY `networks_vlan_deleted_idx` (`vlan`, `deleted`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `pci_devices` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` int(11),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `compute_node_id` int(11) NOT NULL,
  `address` varchar(12) NOT NULL,
  `product_id` varchar(4) NOT NULL,
  `vendor_id` varchar(4) NOT NULL,
  `dev_type` varchar(8) NOT NULL,
  `dev_id` varchar(255),
  `label` varchar(255) NOT NULL,
  `status` varchar(36) NOT NULL,
  `extra_info` text,
  `instance_uuid` varchar(36),
  `request_id` varchar(36),
  `numa_node` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_pci_devices0compute_node_id0address0deleted` (`compute_node_id`, `address`, `deleted`),
  KEY `ix_pci_devices_compute_node_id_deleted` (`compute_node_id`, `deleted`),
  KEY `ix_pci_devices_instance_uuid_deleted` (`instance_uuid`, `deleted`),
  CONSTRAINT `pci_devices_compute_node_id_fkey` FOREIGN KEY (`compute_node_id`) REFERENCES `compute_nodes` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `project_user_quotas` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` int(11),
  `user_id` varchar(255) NOT NULL,
  `project_id` varchar(255) NOT NULL,
  `resource` varchar(255) NOT NULL,
  `hard_limit` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_project_user_quotas0user_id0project_id0resource0deleted` (`user_id`, `project_id`, `resource`, `deleted`),
  KEY `project_user_quotas_project_id_deleted_idx` (`project_id`, `deleted`),
  KEY `project_user_quotas_user_id_deleted_idx` (`user_id`, `deleted`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `provider_fw_rules` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `protocol` varchar(5),
  `from_port` int(11),
  `to_port` int(11),
  `cidr` varchar(43),
  `deleted` int(11),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `quota_classes` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `class_name` varchar(255),
  `resource` varchar(255),
  `hard_limit` int(11),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  KEY `ix_quota_classes_class_name` (`class_name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `quota_usages` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `project_id` varchar(255),
  `resource` varchar(255) NOT NULL,
  `in_use` int(11) NOT NULL,
  `reserved` int(11) NOT NULL,
  `until_refresh` int(11),
  `deleted` int(11),
  `user_id` varchar(255),
  PRIMARY KEY (`id`),
  KEY `ix_quota_usages_project_id` (`project_id`),
  KEY `ix_quota_usages_user_id_deleted` (`user_id`, `deleted`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `quotas` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `project_id` varchar(255),
  `resource` varchar(255) NOT NULL,
  `hard_limit` int(11),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_quotas0project_id0resource0deleted` (`project_id`, `resource`, `deleted`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `reservations` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `uuid` varchar(36) NOT NULL,
  `usage_id` int(11) NOT NULL,
  `project_id` varchar(255),
  `resource` varchar(255),
  `delta` int(11) NOT NULL,
  `expire` datetime,
  `deleted` int(11),
  `user_id` varchar(255),
  PRIMARY KEY (`id`),
  KEY `ix_reservations_project_id` (`project_id`),
  KEY `ix_reservations_user_id_deleted` (`user_id`, `deleted`),
  KEY `reservations_deleted_expire_idx` (`deleted`, `expire`),
  KEY `reservations_uuid_idx` (`uuid`),
  KEY `usage_id` (`usage_id`),
  CONSTRAINT `reservations_ibfk_1` FOREIGN KEY (`usage_id`) REFERENCES `quota_usages` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `s3_images` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `uuid` varchar(36) NOT NULL,
  `deleted` int(11),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `security_group_default_rules` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` int(11),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `protocol` varchar(5),
  `from_port` int(11),
  `to_port` int(11),
  `cidr` varchar(43),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `security_group_instance_association` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `security_group_id` int(11),
  `instance_uuid` varchar(36),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  KEY `security_group_id` (`security_group_id`),
  KEY `security_group_instance_association_instance_uuid_idx` (`instance_uuid`),
  CONSTRAINT `security_group_instance_association_ibfk_1` FOREIGN KEY (`security_group_id`) REFERENCES `security_groups` (`id`),
  CONSTRAINT `security_group_instance_association_instance_uuid_fkey` FOREIGN KEY (`instance_uuid`) REFERENCES `instances` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `security_group_rules` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `parent_group_id` int(11),
  `protocol` varchar(255),
  `from_port` int(11),
  `to_port` int(11),
  `cidr` varchar(43),
  `group_id` int(11),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  KEY `group_id` (`group_id`),
  KEY `parent_group_id` (`parent_group_id`),
  CONSTRAINT `security_group_rules_ibfk_1` FOREIGN KEY (`parent_group_id`) REFERENCES `security_groups` (`id`),
  CONSTRAINT `security_group_rules_ibfk_2` FOREIGN KEY (`group_id`) REFERENCES `security_groups` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `security_groups` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(255),
  `description` varchar(255),
  `user_id` varchar(255),
  `project_id` varchar(255),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_security_groups0project_id0name0deleted` (`project_id`, `name`, `deleted`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `services` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `host` varchar(255),
  `binary` varchar(255),
  `topic` varchar(255),
  `report_count` int(11) NOT NULL,
  `disabled` tinyint(1),
  `deleted` int(11),
  `disabled_reason` varchar(255),
  `last_seen_up` datetime,
  `forced_down` tinyint(1),
  `version` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_services0host0binary0deleted` (`host`, `binary`, `deleted`),
  UNIQUE KEY `uniq_services0host0topic0deleted` (`host`, `topic`, `deleted`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `snapshot_id_mappings` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `uuid` varchar(36) NOT NULL,
  `deleted` int(11),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `snapshots` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` varchar(36) NOT NULL,
  `volume_id` varchar(36) NOT NULL,
  `user_id` varchar(255),
  `project_id` varchar(255),
  `status` varchar(255),
  `progress` varchar(255),
  `volume_size` int(11),
  `scheduled_at` datetime,
  `display_name` varchar(255),
  `display_description` varchar(255),
  `deleted` varchar(36),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `tags` (
  `resource_id` varchar(36) NOT NULL,
  `tag` varchar(80) NOT NULL,
  PRIMARY KEY (`resource_id`, `tag`),
  KEY `tags_tag_idx` (`tag`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `task_log` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `task_name` varchar(255) NOT NULL,
  `state` varchar(255) NOT NULL,
  `host` varchar(255) NOT NULL,
  `period_beginning` datetime NOT NULL,
  `period_ending` datetime NOT NULL,
  `message` varchar(255) NOT NULL,
  `task_items` int(11),
  `errors` int(11),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_task_log0task_name0host0period_beginning0period_ending` (`task_name`, `host`, `period_beginning`, `period_ending`),
  KEY `ix_task_log_host` (`host`),
  KEY `ix_task_log_period_beginning` (`period_beginning`),
  KEY `ix_task_log_period_ending` (`period_ending`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `virtual_interfaces` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `address` varchar(255),
  `network_id` int(11),
  `uuid` varchar(36),
  `instance_uuid` varchar(36),
  `deleted` int(11),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uniq_virtual_interfaces0address0deleted` (`address`, `deleted`),
  KEY `virtual_interfaces_instance_uuid_fkey` (`instance_uuid`),
  KEY `virtual_interfaces_network_id_idx` (`network_id`),
  KEY `virtual_interfaces_uuid_idx` (`uuid`),
  CONSTRAINT `virtual_interfaces_instance_uuid_fkey` FOREIGN KEY (`instance_uuid`) REFERENCES `instances` (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `volume_id_mappings` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `uuid` varchar(36) NOT NULL,
  `deleted` int(11),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `volume_usage_cache` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `volume_id` varchar(36) NOT NULL,
  `tot_last_refreshed` datetime,
  `tot_reads` bigint(20),
  `tot_read_bytes` bigint(20),
  `tot_writes` bigint(20),
  `tot_write_bytes` bigint(20),
  `curr_last_refreshed` datetime,
  `curr_reads` bigint(20),
  `curr_read_bytes` bigint(20),
  `curr_writes` bigint(20),
  `curr_write_bytes` bigint(20),
  `deleted` int(11),
  `instance_uuid` varchar(36),
  `project_id` varchar(36),
  `user_id` varchar(64),
  `availability_zone` varchar(255),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

INSERT INTO `migrate_version` VALUES ('nova', '/usr/lib/python2.7/site-packages/nova/db/sqlalchemy/migrate_repo', 302);
SET foreign_key_checks = 1;
