import type { Json, JsonObject } from '../model/json';
import { MOMENTS, type RestartReport } from '../model/report/restart';
import { isObject, list, text } from './facts';
import { targets } from './loss';

/** One hypervisor's fact `restarts/<host>`. */
export function restartOf(fact: JsonObject): RestartReport {
  const noted = isObject(fact['moments']) ? fact['moments'] : {};
  const details = isObject(fact['details']) ? fact['details'] : {};
  const moments = MOMENTS.flatMap((name) => {
    const at = text(noted[name]);
    return Number.isNaN(Date.parse(at)) ? [] : [{ name, at }];
  });
  const seededSeconds = secondsBetween(noted['seeded'], noted['unseeded']);
  const ports = list(details['exposed']).map(text);
  return {
    host: text(fact['host']),
    moments,
    seededSeconds,
    exposure: {
      kept: list(details['copied']).map(text),
      ports,
      seconds: ports.length === 0 ? 0 : seededSeconds,
    },
    bridges: list(details['bridges'])
      .filter(isObject)
      .map((bridge) => ({ name: text(bridge['name']), gapMs: milliseconds(bridge['gapMs']) })),
    vms: targets(details['vms']),
  };
}

function secondsBetween(from: Json | undefined, to: Json | undefined): number | null {
  const seconds = (Date.parse(text(to)) - Date.parse(text(from))) / 1_000;
  return seconds >= 0 ? Math.round(seconds * 10) / 10 : null;
}

function milliseconds(value: Json | undefined): number | null {
  return typeof value === 'number' && value >= 0 ? value : null;
}
