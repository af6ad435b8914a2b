import { randomUUID } from 'node:crypto';
import type { Statements } from '../../connectors/mysql/statements';
import { expression, table } from '../../connectors/mysql/table';

/** Why a nova-compute of ours takes no new VMs. Nova shows it to administrators. */
export const NOT_YET = 'StackLeap: the turn of this host is not over';

export const NOVA_COMPUTE = 'nova-compute';

export interface ServiceRow {
  readonly uuid: string | null;
  readonly host: string;
  readonly binary: string;
  readonly topic: string;
  readonly report_count: number;
  readonly disabled: number;
  readonly disabled_reason: string | null;
  readonly forced_down: number;
  readonly version: number;
  readonly deleted: number;
  readonly created_at: string;
}

/** A host's nova-compute as a Nova knows it: whether it may be given new VMs. */
export class ComputeService {
  constructor(
    private readonly on: Statements,
    private readonly schema: string,
    private readonly host: string,
  ) {}

  async read(): Promise<Pick<ServiceRow, 'disabled' | 'disabled_reason'> | undefined> {
    const [row] = await this.on.rows<Pick<ServiceRow, 'disabled' | 'disabled_reason'>>(
      this.own().select('disabled', 'disabled_reason'),
    );
    return row;
  }

  /**
   * A row that a nova-compute finds when it starts for the first time, and takes for its own: disabled from the first moment. It has the
   * version of the control services, which are of the same release: the oldest one decides how Nova's services talk to each other.
   */
  async insertDisabled(): Promise<void> {
    const [newest] = await this.on.rows<{ version: number | null }>(
      table<ServiceRow>(this.schema, 'services').where({ deleted: 0 }).max('version as version'),
    );
    await this.on.run(
      table(this.schema, 'services').insert({
        ...{ created_at: expression('UTC_TIMESTAMP()'), uuid: randomUUID(), host: this.host, binary: NOVA_COMPUTE },
        ...{ topic: 'compute', report_count: 0, disabled: 1, disabled_reason: NOT_YET },
        ...{ forced_down: 0, version: newest?.version ?? 0, deleted: 0 },
      }),
    );
  }

  async set(values: Pick<ServiceRow, 'disabled' | 'disabled_reason'>): Promise<void> {
    await this.on.run(this.own().update(values));
  }

  async remove(): Promise<void> {
    await this.on.run(this.own().delete());
  }

  private own() {
    return table<ServiceRow>(this.schema, 'services').where({ deleted: 0, binary: NOVA_COMPUTE, host: this.host });
  }
}
