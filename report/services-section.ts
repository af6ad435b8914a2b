import type { ServiceReport } from '../model/report/service-report';
import { html, type Html } from './page/html';
import { table, type Cell } from './page/table';

const NONE = '–';

function row({ service, outcome, machines, stoppedAt, gapMs, networks, renewed, backMs }: ServiceReport): Cell[] {
  return [
    service,
    outcome === 'handed-over' ? outcome : html`<span class="bad">${outcome}</span>`,
    machines.join(', '),
    stoppedAt ?? NONE,
    gapMs ?? NONE,
    networks ?? NONE,
    renewed.join(', ') || NONE,
    backMs ?? NONE,
  ];
}

/** How DHCP, L3 and metadata agents were handed over. */
export function servicesSection(services: readonly ServiceReport[]): Html {
  return table(
    'Network services',
    [
      'Service',
      'Outcome',
      'New agents on',
      'Old ones stopped',
      'Gap, ms',
      'Networks',
      'Leases renewed on',
      'Put back within, ms',
    ],
    services.map(row),
  );
}
