/** What the lab is as it was made, and what looks at the whole of it, such as Nova's own check: seen while nobody else is at work. */
const MADE = ['test/lab/(?!compute/virsh)', 'test/activities/hosts/prepare', 'test/activities/controllers/'];

/** Packages, units, libvirt and guests of compute1 and compute2. What runs beside it has compute3, the controller's databases and APIs, and the probes. */
const HOSTS = ['test/activities/hosts/(?!prepare)', 'test/lab/compute/virsh'];

/** Arguments for jest that choose the files of the project `lab`: each stage waits for the one before, its tracks run side by side. */
export const LAB_STAGES: readonly (readonly (readonly string[])[])[] = [
  [chosen(MADE)],
  [chosen(HOSTS), ['--testPathIgnorePatterns', ...MADE, ...HOSTS]],
];

function chosen(patterns: readonly string[]): readonly string[] {
  return ['--testPathPatterns', ...patterns];
}
