import type { ServiceReport } from '../model/report/service-report';
import { printedTable } from './page/printed-table';

const ms = (value: number | null): string => (value === null ? '–' : `${value} ms`);

export function printServices(services: readonly ServiceReport[]): string {
  return printedTable(
    ['service', 'outcome', 'new agents on', 'gap', 'networks', 'leases renewed on', 'put back within'],
    services.map(({ service, outcome, machines, gapMs, networks, renewed, backMs }) => [
      service,
      outcome,
      machines.join(', '),
      ms(gapMs),
      networks ?? '–',
      renewed.join(', ') || '–',
      ms(backMs),
    ]),
  );
}
