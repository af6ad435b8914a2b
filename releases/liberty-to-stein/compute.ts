import type { ComputeStart } from '../../model/pair/compute';
import { FATAL_EVACUATION } from './nova';

/** Of Stein's nova-compute; each option with what it would do without. */
export const COMPUTE: ComputeStart = {
  harmlessOptions: {
    // powers off guests whose rows say `stopped`; needs the next one, too: a lifecycle event does the same
    OS_DEFAULT__SYNC_POWER_STATE_INTERVAL: '-1',
    OS_WORKAROUNDS__HANDLE_VIRT_LIFECYCLE_EVENTS: 'False',
    // destroys guests whose rows are deleted
    OS_DEFAULT__RUNNING_DELETED_INSTANCE_ACTION: 'noop',
    // deletes what is soft-deleted, and files of what is deleted
    OS_DEFAULT__RECLAIM_INSTANCE_INTERVAL: '0',
    OS_DEFAULT__INSTANCE_DELETE_INTERVAL: '-1',
    // starts what runs by its row and not on the host
    OS_DEFAULT__RESUME_GUESTS_STATE_ON_HOST_BOOT: 'False',
    // removes base images that no row of the host uses
    OS_DEFAULT__IMAGE_CACHE_MANAGER_INTERVAL: '-1',
    OS_DEFAULT__REMOVE_UNUSED_BASE_IMAGES: 'False',
    // offload shelved instances, end rescues, reboot and confirm resizes that take long
    OS_DEFAULT__SHELVED_POLL_INTERVAL: '-1',
    OS_DEFAULT__RESCUE_TIMEOUT: '0',
    OS_DEFAULT__REBOOT_TIMEOUT: '0',
    OS_DEFAULT__RESIZE_CONFIRM_WINDOW: '0',
  },
  fatalEvacuation: FATAL_EVACUATION,
  least: { libvirt: '3.0.0', qemu: '2.8.0' },
};
