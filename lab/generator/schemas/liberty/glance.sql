-- Liberty's glance database as its own `db sync` leaves it.
-- The CHECKs on booleans are left out: the servers that ran Liberty parsed and dropped them.

SET foreign_key_checks = 0;

CREATE TABLE `artifact_blob_locations` (
  `id` varchar(36) NOT NULL,
  `blob_id` varchar(36) NOT NULL,
  `value` text NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  `position` int(11),
  `status` varchar(36),
  PRIMARY KEY (`id`),
  KEY `ix_artifact_blob_locations_blob_id` (`blob_id`),
  CONSTRAINT `artifact_blob_locations_ibfk_1` FOREIGN KEY (`blob_id`) REFERENCES `artifact_blobs` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `artifact_blobs` (
  `id` varchar(36) NOT NULL,
  `artifact_id` varchar(36) NOT NULL,
  `size` bigint(20) NOT NULL,
  `checksum` varchar(32),
  `name` varchar(255) NOT NULL,
  `item_key` varchar(329),
  `position` int(11),
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  KEY `ix_artifact_blobs_artifact_id` (`artifact_id`),
  KEY `ix_artifact_blobs_name` (`name`),
  CONSTRAINT `artifact_blobs_ibfk_1` FOREIGN KEY (`artifact_id`) REFERENCES `artifacts` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `artifact_dependencies` (
  `id` varchar(36) NOT NULL,
  `artifact_source` varchar(36) NOT NULL,
  `artifact_dest` varchar(36) NOT NULL,
  `artifact_origin` varchar(36) NOT NULL,
  `is_direct` tinyint(1) NOT NULL,
  `position` int(11),
  `name` varchar(36),
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  KEY `ix_artifact_dependencies_dest_id` (`artifact_dest`),
  KEY `ix_artifact_dependencies_direct_dependencies` (`artifact_source`, `is_direct`),
  KEY `ix_artifact_dependencies_origin_id` (`artifact_origin`),
  KEY `ix_artifact_dependencies_source_id` (`artifact_source`),
  CONSTRAINT `artifact_dependencies_ibfk_1` FOREIGN KEY (`artifact_source`) REFERENCES `artifacts` (`id`),
  CONSTRAINT `artifact_dependencies_ibfk_2` FOREIGN KEY (`artifact_dest`) REFERENCES `artifacts` (`id`),
  CONSTRAINT `artifact_dependencies_ibfk_3` FOREIGN KEY (`artifact_origin`) REFERENCES `artifacts` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `artifact_properties` (
  `id` varchar(36) NOT NULL,
  `artifact_id` varchar(36) NOT NULL,
  `name` varchar(255) NOT NULL,
  `string_value` varchar(255),
  `int_value` int(11),
  `numeric_value` decimal(10,0),
  `bool_value` tinyint(1),
  `text_value` text,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  `position` int(11),
  PRIMARY KEY (`id`),
  KEY `ix_artifact_properties_artifact_id` (`artifact_id`),
  KEY `ix_artifact_properties_name` (`name`),
  CONSTRAINT `artifact_properties_ibfk_1` FOREIGN KEY (`artifact_id`) REFERENCES `artifacts` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `artifact_tags` (
  `id` varchar(36) NOT NULL,
  `artifact_id` varchar(36) NOT NULL,
  `value` varchar(255) NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  KEY `ix_artifact_tags_artifact_id` (`artifact_id`),
  KEY `ix_artifact_tags_artifact_id_tag_value` (`artifact_id`, `value`),
  CONSTRAINT `artifact_tags_ibfk_1` FOREIGN KEY (`artifact_id`) REFERENCES `artifacts` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `artifacts` (
  `id` varchar(36) NOT NULL,
  `name` varchar(255) NOT NULL,
  `type_name` varchar(255) NOT NULL,
  `type_version_prefix` bigint(20) NOT NULL,
  `type_version_suffix` varchar(255),
  `type_version_meta` varchar(255),
  `version_prefix` bigint(20) NOT NULL,
  `version_suffix` varchar(255),
  `version_meta` varchar(255),
  `description` text,
  `visibility` varchar(32) NOT NULL,
  `state` varchar(32) NOT NULL,
  `owner` varchar(255) NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  `deleted_at` datetime,
  `published_at` datetime,
  PRIMARY KEY (`id`),
  KEY `ix_artifact_name_and_version` (`name`, `version_prefix`, `version_suffix`),
  KEY `ix_artifact_owner` (`owner`),
  KEY `ix_artifact_state` (`state`),
  KEY `ix_artifact_type` (`type_name`, `type_version_prefix`, `type_version_suffix`),
  KEY `ix_artifact_visibility` (`visibility`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `image_locations` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `image_id` varchar(36) NOT NULL,
  `value` text NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1) NOT NULL,
  `meta_data` text,
  `status` varchar(30) NOT NULL DEFAULT 'active',
  PRIMARY KEY (`id`),
  KEY `ix_image_locations_deleted` (`deleted`),
  KEY `ix_image_locations_image_id` (`image_id`),
  CONSTRAINT `image_locations_ibfk_1` FOREIGN KEY (`image_id`) REFERENCES `images` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `image_members` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `image_id` varchar(36) NOT NULL,
  `member` varchar(255) NOT NULL,
  `can_share` tinyint(1) NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1) NOT NULL,
  `status` varchar(20) NOT NULL DEFAULT 'pending',
  PRIMARY KEY (`id`),
  UNIQUE KEY `image_members_image_id_member_deleted_at_key` (`image_id`, `member`, `deleted_at`),
  KEY `ix_image_members_deleted` (`deleted`),
  KEY `ix_image_members_image_id` (`image_id`),
  KEY `ix_image_members_image_id_member` (`image_id`, `member`),
  CONSTRAINT `image_members_ibfk_1` FOREIGN KEY (`image_id`) REFERENCES `images` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `image_properties` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `image_id` varchar(36) NOT NULL,
  `name` varchar(255) NOT NULL,
  `value` text,
  `created_at` datetime NOT NULL,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `ix_image_properties_image_id_name` (`image_id`, `name`),
  KEY `ix_image_properties_deleted` (`deleted`),
  KEY `ix_image_properties_image_id` (`image_id`),
  CONSTRAINT `image_properties_ibfk_1` FOREIGN KEY (`image_id`) REFERENCES `images` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `image_tags` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `image_id` varchar(36) NOT NULL,
  `value` varchar(255) NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `ix_image_tags_image_id` (`image_id`),
  KEY `ix_image_tags_image_id_tag_value` (`image_id`, `value`),
  CONSTRAINT `image_tags_ibfk_1` FOREIGN KEY (`image_id`) REFERENCES `images` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `images` (
  `id` varchar(36) NOT NULL,
  `name` varchar(255),
  `size` bigint(20),
  `status` varchar(30) NOT NULL,
  `is_public` tinyint(1) NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1) NOT NULL,
  `disk_format` varchar(20),
  `container_format` varchar(20),
  `checksum` varchar(32),
  `owner` varchar(255),
  `min_disk` int(11) NOT NULL,
  `min_ram` int(11) NOT NULL,
  `protected` tinyint(1) NOT NULL DEFAULT 0,
  `virtual_size` bigint(20),
  PRIMARY KEY (`id`),
  KEY `checksum_image_idx` (`checksum`),
  KEY `ix_images_deleted` (`deleted`),
  KEY `ix_images_is_public` (`is_public`),
  KEY `owner_image_idx` (`owner`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `metadef_namespace_resource_types` (
  `resource_type_id` int(11) NOT NULL,
  `namespace_id` int(11) NOT NULL,
  `properties_target` varchar(80),
  `prefix` varchar(80),
  `created_at` datetime NOT NULL,
  `updated_at` datetime,
  PRIMARY KEY (`resource_type_id`, `namespace_id`),
  KEY `ix_metadef_ns_res_types_namespace_id` (`namespace_id`),
  CONSTRAINT `metadef_namespace_resource_types_ibfk_1` FOREIGN KEY (`resource_type_id`) REFERENCES `metadef_resource_types` (`id`),
  CONSTRAINT `metadef_namespace_resource_types_ibfk_2` FOREIGN KEY (`namespace_id`) REFERENCES `metadef_namespaces` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `metadef_namespaces` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `namespace` varchar(80) NOT NULL,
  `display_name` varchar(80),
  `description` text,
  `visibility` varchar(32),
  `protected` tinyint(1),
  `owner` varchar(255) NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_metadef_namespaces_namespace` (`namespace`),
  KEY `ix_metadef_namespaces_owner` (`owner`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `metadef_objects` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `namespace_id` int(11) NOT NULL,
  `name` varchar(80) NOT NULL,
  `description` text,
  `required` text,
  `json_schema` text NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_metadef_objects_namespace_id_name` (`namespace_id`, `name`),
  KEY `ix_metadef_objects_name` (`name`),
  CONSTRAINT `metadef_objects_fk_1` FOREIGN KEY (`namespace_id`) REFERENCES `metadef_namespaces` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `metadef_properties` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `namespace_id` int(11) NOT NULL,
  `name` varchar(80) NOT NULL,
  `json_schema` text NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_metadef_properties_namespace_id_name` (`namespace_id`, `name`),
  KEY `ix_metadef_properties_name` (`name`),
  CONSTRAINT `metadef_properties_fk_1` FOREIGN KEY (`namespace_id`) REFERENCES `metadef_namespaces` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `metadef_resource_types` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(80) NOT NULL,
  `protected` tinyint(1) NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_metadef_resource_types_name` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `metadef_tags` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `namespace_id` int(11) NOT NULL,
  `name` varchar(80) NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_metadef_tags_namespace_id_name` (`namespace_id`, `name`),
  KEY `ix_metadef_tags_name` (`name`),
  CONSTRAINT `metadef_tags_fk_1` FOREIGN KEY (`namespace_id`) REFERENCES `metadef_namespaces` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `migrate_version` (
  `repository_id` varchar(250) NOT NULL,
  `repository_path` text,
  `version` int(11),
  PRIMARY KEY (`repository_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `task_info` (
  `task_id` varchar(36) NOT NULL,
  `input` text,
  `result` text,
  `message` text,
  PRIMARY KEY (`task_id`),
  CONSTRAINT `task_info_ibfk_1` FOREIGN KEY (`task_id`) REFERENCES `tasks` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE `tasks` (
  `id` varchar(36) NOT NULL,
  `type` varchar(30) NOT NULL,
  `status` varchar(30) NOT NULL,
  `owner` varchar(255) NOT NULL,
  `expires_at` datetime,
  `created_at` datetime NOT NULL,
  `updated_at` datetime,
  `deleted_at` datetime,
  `deleted` tinyint(1) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `ix_tasks_deleted` (`deleted`),
  KEY `ix_tasks_owner` (`owner`),
  KEY `ix_tasks_status` (`status`),
  KEY `ix_tasks_type` (`type`),
  KEY `ix_tasks_updated_at` (`updated_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

INSERT INTO `migrate_version` VALUES ('Glance Migrations', '/usr/lib/python2.7/site-packages/glance/db/sqlalchemy/migrate_repo', 42);
SET foreign_key_checks = 1;
