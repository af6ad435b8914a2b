import type { MetricMeter } from '@temporalio/common';
import { METRICS, type GaugeName, type LabelsOf } from '../../model/telemetry/metrics';

/** Sets a gauge of this process. */
export type SetGauge = <Name extends GaugeName>(name: Name, value: number, labels: LabelsOf<Name>) => void;

/** Sets gauges outside of activities. */
export function gaugesBy(meter: MetricMeter): SetGauge {
  return (name, value, labels) => meter.createGauge(name, 'int', undefined, METRICS[name].help).set(value, labels);
}
