-- Liberty's cinder database as its own `db sync` leaves it.
-- The CHECKs on booleans are left out: the servers that ran Liberty parsed and dropped them.

SET foreign_key_checks = 0;

CREATE TABLE `backups` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` varchar(36) NOT NULL,
  `volume_id` varchar(36) NOT NULL,
  `user_id` varchar(255),
  `project_id` varchar(255),
  `host` varchar(255),
  `availability_zone` varchar(255),
  `display_name` varchar(255),
  `display_description` varchar(255),
  `container` varchar(255),
  `status` varchar(255),
  `fail_reason` varchar(255),
  `service_metadata` varchar(255),
  `service` varchar(255),
  `size` int(11),
  `object_count` int(11),
  `parent_id` varchar(36),
  `temp_volume_id` varchar(36),
  `temp_snapshot_id` varchar(36),
  `num_dependent_backups` int(11),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `cgsnapshots` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` varchar(36) NOT NULL,
  `consistencygroup_id` varchar(36) NOT NULL,
  `user_id` varchar(255),
  `project_id` varchar(255),
  `name` varchar(255),
  `description` varchar(255),
  `status` varchar(255),
  PRIMARY KEY (`id`),
  KEY `consistencygroup_id` (`consistencygroup_id`),
  CONSTRAINT `cgsnapshots_ibfk_1` FOREIGN KEY (`consistencygroup_id`) REFERENCES `consistencygroups` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `consistencygroups` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` varchar(36) NOT NULL,
  `user_id` varchar(255),
  `project_id` varchar(255),
  `host` varchar(255),
  `availability_zone` varchar(255),
  `name` varchar(255),
  `description` varchar(255),
  `volume_type_id` varchar(255),
  `status` varchar(255),
  `cgsnapshot_id` varchar(36),
  `source_cgid` varchar(36),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `driver_initiator_data` (
  `created_at` datetime,
  `updated_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `initiator` varchar(255) NOT NULL,
  `namespace` varchar(255) NOT NULL,
  `key` varchar(255) NOT NULL,
  `value` varchar(255),
  PRIMARY KEY (`id`),
  UNIQUE KEY `initiator` (`initiator`, `namespace`, `key`),
  KEY `ix_driver_initiator_data_initiator` (`initiator`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `encryption` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `cipher` varchar(255),
  `control_location` varchar(255) NOT NULL,
  `key_size` int(11),
  `provider` varchar(255) NOT NULL,
  `volume_type_id` varchar(36) NOT NULL,
  `encryption_id` varchar(36) NOT NULL,
  PRIMARY KEY (`encryption_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `image_volume_cache_entries` (
  `image_updated_at` datetime,
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `host` varchar(255) NOT NULL,
  `image_id` varchar(36) NOT NULL,
  `volume_id` varchar(36) NOT NULL,
  `size` int(11) NOT NULL,
  `last_used` datetime NOT NULL,
  PRIMARY KEY (`id`),
  KEY `ix_image_volume_cache_entries_host` (`host`),
  KEY `ix_image_volume_cache_entries_image_id` (`image_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `iscsi_targets` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `target_num` int(11),
  `host` varchar(255),
  `volume_id` varchar(36),
  PRIMARY KEY (`id`),
  KEY `volume_id` (`volume_id`),
  CONSTRAINT `iscsi_targets_ibfk_1` FOREIGN KEY (`volume_id`) REFERENCES `volumes` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `migrate_version` (
  `repository_id` varchar(250) NOT NULL,
  `repository_path` text,
  `version` int(11),
  PRIMARY KEY (`repository_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `quality_of_service_specs` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` varchar(36) NOT NULL,
  `specs_id` varchar(36),
  `key` varchar(255),
  `value` varchar(255),
  PRIMARY KEY (`id`),
  KEY `specs_id` (`specs_id`),
  CONSTRAINT `quality_of_service_specs_ibfk_1` FOREIGN KEY (`specs_id`) REFERENCES `quality_of_service_specs` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `quota_classes` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `class_name` varchar(255),
  `resource` varchar(255),
  `hard_limit` int(11),
  PRIMARY KEY (`id`),
  KEY `ix_quota_classes_class_name` (`class_name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `quota_usages` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `project_id` varchar(255),
  `resource` varchar(255),
  `in_use` int(11) NOT NULL,
  `reserved` int(11) NOT NULL,
  `until_refresh` int(11),
  PRIMARY KEY (`id`),
  KEY `ix_quota_usages_project_id` (`project_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `quotas` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `project_id` varchar(255),
  `resource` varchar(255) NOT NULL,
  `hard_limit` int(11),
  `allocated` int(11),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `reservations` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `uuid` varchar(36) NOT NULL,
  `usage_id` int(11) NOT NULL,
  `project_id` varchar(255),
  `resource` varchar(255),
  `delta` int(11) NOT NULL,
  `expire` datetime,
  PRIMARY KEY (`id`),
  KEY `ix_reservations_project_id` (`project_id`),
  KEY `reservations_deleted_expire_idx` (`deleted`, `expire`),
  KEY `usage_id` (`usage_id`),
  CONSTRAINT `reservations_ibfk_1` FOREIGN KEY (`usage_id`) REFERENCES `quota_usages` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `services` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `host` varchar(255),
  `binary` varchar(255),
  `topic` varchar(255),
  `report_count` int(11) NOT NULL,
  `disabled` tinyint(1),
  `availability_zone` varchar(255),
  `disabled_reason` varchar(255),
  `modified_at` datetime,
  `rpc_current_version` varchar(36),
  `rpc_available_version` varchar(36),
  `object_current_version` varchar(36),
  `object_available_version` varchar(36),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `snapshot_metadata` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `snapshot_id` varchar(36) NOT NULL,
  `key` varchar(255),
  `value` varchar(255),
  PRIMARY KEY (`id`),
  KEY `snapshot_id` (`snapshot_id`),
  CONSTRAINT `snapshot_metadata_ibfk_1` FOREIGN KEY (`snapshot_id`) REFERENCES `snapshots` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `snapshots` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
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
  `provider_location` varchar(255),
  `encryption_key_id` varchar(36),
  `volume_type_id` varchar(36),
  `cgsnapshot_id` varchar(36),
  `provider_id` varchar(255),
  `provider_auth` varchar(255),
  PRIMARY KEY (`id`),
  KEY `cgsnapshot_id` (`cgsnapshot_id`),
  KEY `snapshots_volume_id_fkey` (`volume_id`),
  CONSTRAINT `snapshots_ibfk_1` FOREIGN KEY (`cgsnapshot_id`) REFERENCES `cgsnapshots` (`id`),
  CONSTRAINT `snapshots_volume_id_fkey` FOREIGN KEY (`volume_id`) REFERENCES `volumes` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `transfers` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` varchar(36) NOT NULL,
  `volume_id` varchar(36) NOT NULL,
  `display_name` varchar(255),
  `salt` varchar(255),
  `crypt_hash` varchar(255),
  `expires_at` datetime,
  PRIMARY KEY (`id`),
  KEY `volume_id` (`volume_id`),
  CONSTRAINT `transfers_ibfk_1` FOREIGN KEY (`volume_id`) REFERENCES `volumes` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `volume_admin_metadata` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `volume_id` varchar(36) NOT NULL,
  `key` varchar(255),
  `value` varchar(255),
  PRIMARY KEY (`id`),
  KEY `volume_id` (`volume_id`),
  CONSTRAINT `volume_admin_metadata_ibfk_1` FOREIGN KEY (`volume_id`) REFERENCES `volumes` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `volume_attachment` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` varchar(36) NOT NULL,
  `volume_id` varchar(36) NOT NULL,
  `attached_host` varchar(255),
  `instance_uuid` varchar(36),
  `mountpoint` varchar(255),
  `attach_time` datetime,
  `detach_time` datetime,
  `attach_mode` varchar(36),
  `attach_status` varchar(255),
  PRIMARY KEY (`id`),
  KEY `volume_id` (`volume_id`),
  CONSTRAINT `volume_attachment_ibfk_1` FOREIGN KEY (`volume_id`) REFERENCES `volumes` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `volume_glance_metadata` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `volume_id` varchar(36),
  `snapshot_id` varchar(36),
  `key` varchar(255),
  `value` text,
  PRIMARY KEY (`id`),
  KEY `snapshot_id` (`snapshot_id`),
  KEY `volume_id` (`volume_id`),
  CONSTRAINT `volume_glance_metadata_ibfk_1` FOREIGN KEY (`volume_id`) REFERENCES `volumes` (`id`),
  CONSTRAINT `volume_glance_metadata_ibfk_2` FOREIGN KEY (`snapshot_id`) REFERENCES `snapshots` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `volume_metadata` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `volume_id` varchar(36) NOT NULL,
  `key` varchar(255),
  `value` varchar(255),
  PRIMARY KEY (`id`),
  KEY `volume_id` (`volume_id`),
  CONSTRAINT `volume_metadata_ibfk_1` FOREIGN KEY (`volume_id`) REFERENCES `volumes` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `volume_type_extra_specs` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `volume_type_id` varchar(36) NOT NULL,
  `key` varchar(255),
  `value` varchar(255),
  PRIMARY KEY (`id`),
  KEY `volume_type_extra_specs_ibfk_1` (`volume_type_id`),
  CONSTRAINT `volume_type_extra_specs_ibfk_1` FOREIGN KEY (`volume_type_id`) REFERENCES `volume_types` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `volume_type_projects` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `volume_type_id` varchar(36),
  `project_id` varchar(255),
  `deleted` tinyint(1),
  PRIMARY KEY (`id`),
  UNIQUE KEY `volume_type_id` (`volume_type_id`, `project_id`, `deleted`),
  CONSTRAINT `volume_type_projects_ibfk_1` FOREIGN KEY (`volume_type_id`) REFERENCES `volume_types` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `volume_types` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` varchar(36) NOT NULL,
  `name` varchar(255),
  `qos_specs_id` varchar(36),
  `is_public` tinyint(1),
  `description` varchar(255),
  PRIMARY KEY (`id`),
  KEY `qos_specs_id` (`qos_specs_id`),
  CONSTRAINT `volume_types_ibfk_1` FOREIGN KEY (`qos_specs_id`) REFERENCES `quality_of_service_specs` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `volumes` (
  `created_at` datetime,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1),
  `id` varchar(36) NOT NULL,
  `ec2_id` varchar(255),
  `user_id` varchar(255),
  `project_id` varchar(255),
  `host` varchar(255),
  `size` int(11),
  `availability_zone` varchar(255),
  `status` varchar(255),
  `attach_status` varchar(255),
  `scheduled_at` datetime,
  `launched_at` datetime,
  `terminated_at` datetime,
  `display_name` varchar(255),
  `display_description` varchar(255),
  `provider_location` varchar(256),
  `provider_auth` varchar(256),
  `snapshot_id` varchar(36),
  `volume_type_id` varchar(36),
  `source_volid` varchar(36),
  `bootable` tinyint(1),
  `provider_geometry` varchar(255),
  `_name_id` varchar(36),
  `encryption_key_id` varchar(36),
  `migration_status` varchar(255),
  `replication_status` varchar(255),
  `replication_extended_status` varchar(255),
  `replication_driver_data` varchar(255),
  `consistencygroup_id` varchar(36),
  `provider_id` varchar(255),
  `multiattach` tinyint(1),
  `previous_status` varchar(255),
  PRIMARY KEY (`id`),
  KEY `consistencygroup_id` (`consistencygroup_id`),
  CONSTRAINT `volumes_ibfk_1` FOREIGN KEY (`consistencygroup_id`) REFERENCES `consistencygroups` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

INSERT INTO `migrate_version` VALUES ('cinder', '/usr/lib/python2.7/site-packages/cinder/db/sqlalchemy/migrate_repo', 60);
SET foreign_key_checks = 1;
