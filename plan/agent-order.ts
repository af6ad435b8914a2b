/**
 * The order in which agents are restarted: canaries first, as the definition orders them, then the rest as it was given.
 * `hosts` are those of this run; a canary that is not among them is left out.
 */
export function orderAgents(hosts: readonly string[], canaries: readonly string[]): readonly string[] {
  return [...canaries.filter((host) => hosts.includes(host)), ...hosts.filter((host) => !canaries.includes(host))];
}
