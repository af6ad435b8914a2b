/** What to know of a saved plan: nothing where it is the one that was printed. */
export function printSaved(printed: string, saved: string | null): string {
  if (saved === null || saved === printed) return '';
  return `\n\nSaved as ${saved}, which is not the plan above: the datacenter's worker has read something else than this machine. Compare cluster.yaml, users.yaml, templates and other files of the cluster on both.\n`;
}
