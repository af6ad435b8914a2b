import type { Adopted, Domain, GuestRow } from '../../model/guest';

/** Nova's `power_state` for libvirt's words. */
const POWER: Readonly<Record<string, number>> = { running: 1, paused: 3, 'shut off': 4, crashed: 4, pmsuspended: 7 };
const VM_STATE: Readonly<Record<number, string>> = { 1: 'active', 3: 'paused', 4: 'stopped', 7: 'suspended' };

/** How the guest of an instance has to be on its hypervisor, by `vm_state`. Nova leaves the guests of those that are not here alone. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  active: ['running', 'idle'],
  stopped: ['shut off', 'crashed', 'in shutdown'],
  paused: ['paused'],
  // Nova suspends by saving the guest to disk.
  suspended: ['shut off', 'pmsuspended'],
};

/** Instances that are deleted, or half so: a guest of theirs that runs is in the way of what Nova still means to do. */
const DELETED: readonly string[] = ['deleted', 'soft-delete'];

/** Instances of which no hypervisor needs to have a guest. */
const BODILESS: readonly string[] = ['building', 'error', 'shelved_offloaded', ...DELETED];

/** Where a difference in states can be taken over: into these. */
const ADOPTABLE: readonly string[] = ['active', 'stopped', 'paused'];

export function needsDomain({ vmState }: GuestRow): boolean {
  return !BODILESS.includes(vmState);
}

export function isHalfDeleted({ vmState }: GuestRow, { state }: Domain): boolean {
  // what is soft-deleted was powered off and kept
  return vmState === 'deleted' || (DELETED.includes(vmState) && state !== 'shut off');
}

/** Whether Nova's row says of the guest what its hypervisor says. */
export function agrees({ vmState }: GuestRow, { state }: Domain): boolean {
  return EXPECTED[vmState]?.includes(state) ?? true;
}

/** What the row would have to say; undefined where Nova has no words for it that it leaves alone. */
export function adoptedOf({ uuid, vmState }: GuestRow, { state }: Domain): Adopted | undefined {
  const powerState = POWER[state];
  const adopted = powerState === undefined ? undefined : VM_STATE[powerState];
  if (powerState === undefined || adopted === undefined || !ADOPTABLE.includes(adopted)) return undefined;
  return ADOPTABLE.includes(vmState) || vmState === 'suspended' ? { uuid, vmState: adopted, powerState } : undefined;
}

/** Whether nova-compute would stop a guest that is not off. */
export function isHarmed({ vmState }: GuestRow, { state }: Domain): boolean {
  return (vmState === 'stopped' && state !== 'no state') || (vmState === 'active' && state === 'pmsuspended');
}

/** What a new nova-compute makes of an instance whose guest is otherwise than its row says. */
export function consequence(row: GuestRow, domain: Domain): string {
  if (isHarmed(row, domain)) return 'nova-compute would power the guest off';
  if (domain.state === 'shut off' || domain.state === 'crashed') return 'nova-compute would call the instance stopped';
  return 'nova-compute would leave it alone';
}
