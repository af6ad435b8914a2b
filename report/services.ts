import type { Json, JsonObject } from '../model/json';
import { NETWORK_SERVICES } from '../model/network-services';
import { HAND_OVER_OUTCOMES, type ServiceReport } from '../model/report/service-report';
import { list, text } from './facts';

/** One service's fact `services/<service>`; none for what is no such fact. */
export function serviceOf(fact: JsonObject): readonly ServiceReport[] {
  const service = NETWORK_SERVICES.find((name) => name === fact['service']);
  const outcome = HAND_OVER_OUTCOMES.find((name) => name === fact['outcome']);
  if (service === undefined || outcome === undefined) return [];
  return [
    {
      service,
      outcome,
      machines: list(fact['machines']).map(text),
      stoppedAt: moment(fact['stoppedAt']),
      gapMs: whole(fact['gapMs']),
      backMs: whole(fact['backMs']),
      networks: whole(fact['networks']),
      renewed: list(fact['renewed']).map(text),
    },
  ];
}

function moment(value: Json | undefined): string | null {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : null;
}

function whole(value: Json | undefined): number | null {
  return typeof value === 'number' && value >= 0 && Number.isSafeInteger(value) ? value : null;
}
