import { METRICS, type CounterName, type GaugeName, type LabelsOf } from '../../../model/telemetry/metrics';
import { currentContext } from '../heartbeat';

/** Adds to a counter that the worker exports; nothing outside of an activity. */
export function count<Name extends CounterName>(name: Name, value: number, labels: LabelsOf<Name>): void {
  if (value > 0) currentContext()?.metricMeter.createCounter(name, undefined, METRICS[name].help).add(value, labels);
}

/** Sets a gauge that the worker exports; nothing outside of an activity. */
export function gauge<Name extends GaugeName>(name: Name, value: number, labels: LabelsOf<Name>): void {
  currentContext()?.metricMeter.createGauge(name, 'int', undefined, METRICS[name].help).set(value, labels);
}
