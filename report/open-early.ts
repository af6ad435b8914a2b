import type { Report } from '../model/report/report';

const OPEN_EARLY =
  'The APIs opened before the hypervisors had their turns: what tenants changed in security groups and ports of VMs on hosts to come took effect with the turn of their host.';

/** What an early opening meant for this run; '' where the APIs opened late, or not at all. */
export function describeOpening({ phases }: Pick<Report, 'phases'>): string {
  const names = phases.map(({ name }) => name);
  const [open, agents] = [names.indexOf('open'), names.indexOf('agents')];
  return open !== -1 && open < agents && phases[open]?.outcome === 'done' ? OPEN_EARLY : '';
}
