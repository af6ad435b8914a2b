import type { Opens } from '../../model/phases';
import type { Plan } from '../../model/plan/plan';

const WORDS: Readonly<Record<Opens, string>> = {
  early: `rollout.open is early: the APIs are closed from \`freeze\` to \`open\` alone, whatever the number of hypervisors. Afterwards VMs
on hosts whose turn is to come are locked, their nova-computes get no new VMs, and changes of their security groups
reach them with their turn. The first tenant's write is the point of no return: from then on a host is taken back alone.`,
  late: `rollout.open is late: the APIs are closed from \`freeze\` until the last hypervisor is through, and until then everything can
be rolled back.`,
};

/** What the moment at which the APIs open means for this plan; '' for one that does not both close and open them. */
export function printOpening({ phases }: Plan, open: Opens): string {
  const names = new Set(phases.map(({ name }) => name));
  if (!names.has('freeze') || !names.has('open')) return '';
  const turns = phases
    .find(({ name }) => name === 'agents')
    ?.groups.filter(({ workflow }) => workflow === 'restartAgent');
  const hosts = turns?.length ?? 0;
  const last = open === 'late' && hosts > 0 ? ` Here that means ${hosts} turns, one after the other.` : '';
  return `\n\n${WORDS[open]}${last}`;
}
