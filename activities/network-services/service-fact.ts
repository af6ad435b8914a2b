import type { Ledger } from '../../model/ledger';
import type { NetworkService } from '../../model/network-services';
import type { RunRef } from '../../model/run';
import type { ServiceReport } from '../../model/report/service-report';
import { defineFacts } from '../define/fact';

const serviceFacts = defineFacts<ServiceReport>('services/');

/** What the ledger has of a service's last hand-over. */
export async function readServiceFact(
  ledger: Ledger,
  cluster: string,
  service: NetworkService,
): Promise<ServiceReport | undefined> {
  return serviceFacts.of(service).read(ledger, cluster);
}

export async function recordServiceFact(ledger: Ledger, run: RunRef, report: ServiceReport): Promise<void> {
  await serviceFacts.of(report.service).record(ledger, run, report);
}
