/** What may tell series of a metric apart. None grows with a cluster: no host, no VM, no table, no step. */
export const METRIC_LABELS = ['cluster', 'copy', 'outage', 'phase', 'pings', 'state'] as const;
export type MetricLabel = (typeof METRIC_LABELS)[number];

interface Metric {
  readonly kind: 'counter' | 'gauge';
  readonly help: string;
  readonly labels: readonly MetricLabel[];
}

/** All metrics of StackLeap's own, by their names for Prometheus. */
export const METRICS = {
  stackleap_rows_copied_total: {
    kind: 'counter',
    help: 'Rows of tables that were staged, imported into the target, or copied again',
    labels: ['cluster', 'copy'],
  },
  stackleap_outage_attempts_total: {
    kind: 'counter',
    help: 'Attempts of steps that met a database, an API or a host that was away',
    labels: ['cluster', 'outage'],
  },
  stackleap_undo_failures_total: {
    kind: 'counter',
    help: 'Attempts to undo a step that failed',
    labels: ['cluster', 'phase'],
  },
  stackleap_turn_lost_pings_total: {
    kind: 'counter',
    help: "Pings of VMs that were lost in their hosts' turns, when each turn ends",
    labels: ['cluster'],
  },
  stackleap_run_pings: {
    kind: 'gauge',
    help: 'Pings of VMs in the whole run, sent and lost, as last measured',
    labels: ['cluster', 'pings'],
  },
  stackleap_hosts: {
    kind: 'gauge',
    help: 'Hypervisors: waiting, upgraded and finished are all of them; held, skipped and set_aside are among them',
    labels: ['cluster', 'state'],
  },
  stackleap_run: {
    kind: 'gauge',
    help: '1 for what an open run does: running, rolling_back, or waiting for an approval, a decision, a host, or while canaries soak',
    labels: ['cluster', 'state'],
  },
  stackleap_run_phase: {
    kind: 'gauge',
    help: '1 for each phase that an open run is in',
    labels: ['cluster', 'phase'],
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof METRICS;
type NameOf<Kind extends Metric['kind']> = {
  [Name in MetricName]: (typeof METRICS)[Name]['kind'] extends Kind ? Name : never;
}[MetricName];
export type CounterName = NameOf<'counter'>;
export type GaugeName = NameOf<'gauge'>;

/** One value for each label of a metric. */
export type LabelsOf<Name extends MetricName> = Readonly<Record<(typeof METRICS)[Name]['labels'][number], string>>;
