/** What the lab is as it was made: seen before anything is changed. */
const MADE = ['test/lab/(?!compute/virsh)'];

/**
 * Packages, units, libvirt and guests of compute1 and compute2, and the control services that their nova-computes report to: those look at
 * what these leave in Nova's tables. What runs beside it has compute3, the controller's databases and APIs, and the probes.
 */
const HOSTS = ['test/activities/hosts/', 'test/activities/controllers/', 'test/lab/compute/virsh'];

/** Arguments for jest that choose the files of the project `lab`: each stage waits for the one before, its tracks run side by side. */
export const LAB_STAGES: readonly (readonly (readonly string[])[])[] = [
  [chosen(MADE)],
  [chosen(HOSTS), ['--testPathIgnorePatterns', ...MADE, ...HOSTS]],
];

function chosen(patterns: readonly string[]): readonly string[] {
  return ['--testPathPatterns', ...patterns];
}
