/** What ovs-ofctl prints about a flow's past; it cannot be given back. */
const STATISTICS = /\b(?:duration|n_packets|n_bytes|idle_age|hard_age)=[^, ]*,? ?/g;

/** Flows as ovs-ofctl dumps them, in the form in which it takes them; sorted, so that equal tables give equal lists. */
export function parseFlows(dump: string): readonly string[] {
  return dump
    .split('\n')
    .filter((line) => /^\s*cookie=/.test(line))
    .map((line) =>
      line
        .trim()
        .replaceAll(STATISTICS, '')
        .replaceAll(/,\s+/g, ',')
        .replace(/,? +actions=/, ',actions='),
    )
    .sort();
}
