import type { FixUp } from '../../../model/mapping';
import { PROJECT_IDS, USER_IDS } from './identity';
import { IMAGE_CHOICES } from './image-choices';
import { IMAGE_LOCATIONS } from './image-locations';
import { IMAGE_STORE } from './image-store';
import { IMAGE_VISIBILITY } from './image-visibility';
import { CPU_POLICY, KEY_PAIRS } from './instance-extra';
import { MERGED_AGGREGATES } from './merged-aggregates';
import { DEVICES_IN_USE, PCI_DEVICES } from './pci-devices';
import { POOL_METADATA } from './pool-metadata';
import { AGGREGATE_UUIDS, BLOCK_DEVICE_UUIDS, COMPUTE_NODES, MIGRATION_UUIDS } from './uuids';
import { BACKUP_TIMES, PENDING_TRANSFERS, SHARED_TARGETS, TRANSFERS, VOLUME_SERVICES, VOLUME_TYPE } from './volumes';
import { WINDOWS_NIC } from './windows-nic';
import { ZONE_PINS, ZONES } from './zones';

/** Where columns that both releases have, copied as they are, would leave Stein with wrong data. */
export const FIX_UPS: readonly FixUp[] = [
  IMAGE_VISIBILITY,
  IMAGE_STORE,
  IMAGE_LOCATIONS,
  IMAGE_CHOICES,
  AGGREGATE_UUIDS,
  MERGED_AGGREGATES,
  BLOCK_DEVICE_UUIDS,
  KEY_PAIRS,
  CPU_POLICY,
  ZONES,
  ZONE_PINS,
  POOL_METADATA,
  WINDOWS_NIC,
  MIGRATION_UUIDS,
  COMPUTE_NODES,
  PCI_DEVICES,
  DEVICES_IN_USE,
  VOLUME_SERVICES,
  SHARED_TARGETS,
  VOLUME_TYPE,
  BACKUP_TIMES,
  TRANSFERS,
  PENDING_TRANSFERS,
  PROJECT_IDS,
  USER_IDS,
];
