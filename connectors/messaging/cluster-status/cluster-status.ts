/** What one node of a RabbitMQ says of its cluster. */
export interface ClusterStatus {
  /** The node that was asked, where the output names it. */
  readonly asked: string | null;
  readonly members: readonly string[];
  /** Null where RabbitMQ itself is stopped in the node that was asked (`stop_app`). */
  readonly running: readonly string[] | null;
  readonly partitions: readonly Partition[];
  /** Null where this version does not say: before 3.6. */
  readonly alarms: readonly Alarm[] | null;
}

/** A node that has lost others, which go on without it. */
export interface Partition {
  readonly node: string;
  readonly from: readonly string[];
}

export interface Alarm {
  readonly node: string;
  /** `memory`, `disk` or `file_descriptors`. */
  readonly resource: string;
}
