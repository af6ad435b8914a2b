import type { Ledger } from '../../model/ledger';
import type { NetworkService } from '../../model/network-services';
import type { RunRef } from '../../model/run';
import type { ServiceReport } from '../../model/report/service-report';

const fact = (service: NetworkService): string => `services/${service}`;

/** What the ledger has of a service's last hand-over. */
export async function readServiceFact(
  ledger: Ledger,
  cluster: string,
  service: NetworkService,
): Promise<ServiceReport | undefined> {
  return (await ledger.readFact(cluster, fact(service))) as unknown as ServiceReport | undefined;
}

export async function recordServiceFact(ledger: Ledger, run: RunRef, report: ServiceReport): Promise<void> {
  await ledger.recordFact(run, fact(report.service), { ...report });
}
