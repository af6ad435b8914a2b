import type { NetworkPlan } from '../../activities/network/preflight/read-network-plan';

/** What the phase `network` makes, what stays behind and what stands in the way, for people. */
export function printNetwork({ objects, leftBehind, blockers }: NetworkPlan): string {
  const made = Object.entries(objects).filter(([, count]) => count > 0);
  return [
    '',
    'network',
    ...made.map(([kind, count]) => `  ${count} ${kind}`),
    ...(leftBehind.length === 0 ? [] : ['', 'left out of the new Neutron', ...leftBehind.map((one) => `  ${one}`)]),
    '',
    ...(blockers.length === 0
      ? ['Nothing in the network stands in the way.']
      : ['blocked by the network', ...blockers.map(({ type, message }) => `  ${type}: ${message}`)]),
  ].join('\n');
}
