import type { Statements } from '../../connectors/mysql/statements';
import { table } from '../../connectors/mysql/table';
import { chunk } from '../../model/chunk';
import type { ClusterDefinition } from '../../model/cluster';
import { LEDGER_SCHEMA } from '../../model/ledger';
import { identifier, tableName } from '../../model/quote';

/** Hosts that one question names at most, and VMs that one statement changes. */
const HOSTS_AT_ONCE = 100;
const VMS_AT_ONCE = 1_000;

/** The step that locks the VMs of all hosts. */
export const LOCK_STEP = 'open/vms/lock';

/** Nova's word for a lock that a VM's owner cannot take away. */
const ADMIN = 'admin';

interface Instance {
  readonly uuid: string;
  readonly host: string | null;
  readonly deleted: number;
  readonly locked: number | null;
  readonly locked_by: string | null;
}

interface OwnLock {
  readonly cluster: string;
  readonly uuid: string;
  readonly host: string;
}

const OWN = 'locked_vms';

/**
 * Locks of VMs in the new Nova, and which of them are ours: a table beside the ledger says so, as what was locked before has to stay so.
 * Nova answers 409 to a tenant who asks anything of a locked VM.
 */
export class VmLocks {
  constructor(
    private readonly on: Statements,
    private readonly definition: Pick<ClusterDefinition, 'name' | 'target'>,
  ) {}

  /** Locks every VM of these hosts that is not locked; how many there were. */
  async lock(hosts: readonly string[]): Promise<number> {
    await this.make();
    let locked = 0;
    for (const some of chunk(hosts, HOSTS_AT_ONCE)) {
      const free = await this.on.rows<{ uuid: string; host: string }>(
        this.instances()
          .where({ deleted: 0 })
          .whereIn('host', some)
          .whereRaw('COALESCE(locked, 0) = 0')
          .select('uuid', 'host'),
      );
      for (const vms of chunk(free, VMS_AT_ONCE)) {
        // Ours before they are locked: killed in between, the next attempt finds them free and locks them.
        const rows = vms.map(({ uuid, host }) => ({ cluster: this.definition.name, uuid, host }));
        await this.on.run(this.own().insert(rows).onConflict().ignore());
        locked += await this.set(vms, { locked: 1, locked_by: ADMIN });
      }
    }
    return locked;
  }

  /** Takes away our locks of VMs that were on these hosts; all of them where none are named. How many there were. */
  async unlock(hosts?: readonly string[]): Promise<number> {
    await this.make();
    const wanted = this.own().where({ cluster: this.definition.name });
    let unlocked = 0;
    for (;;) {
      const some = (hosts === undefined ? wanted.clone() : wanted.clone().whereIn('host', hosts)).limit(VMS_AT_ONCE);
      const vms = await this.on.rows<{ uuid: string }>(some.select('uuid'));
      if (vms.length === 0) return unlocked;
      unlocked += await this.set(vms, { locked: 0, locked_by: null });
      const ids = vms.map(({ uuid }) => uuid);
      await this.on.run(this.own().where({ cluster: this.definition.name }).whereIn('uuid', ids).delete());
    }
  }

  private async make(): Promise<void> {
    await this.on.run(`CREATE DATABASE IF NOT EXISTS ${identifier(LEDGER_SCHEMA)}`);
    await this.on.run(
      `CREATE TABLE IF NOT EXISTS ${tableName(LEDGER_SCHEMA, OWN)} (
         cluster varchar(255) NOT NULL, uuid char(36) NOT NULL, host varchar(255) NOT NULL,
         PRIMARY KEY (cluster, uuid), KEY by_host (cluster, host)
       ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`,
    );
  }

  /** `updated_at` stays: nobody but us has changed the VM. */
  private set(
    vms: readonly { readonly uuid: string }[],
    lock: Pick<Instance, 'locked' | 'locked_by'>,
  ): Promise<number> {
    const ids = vms.map(({ uuid }) => uuid);
    return this.on.run(this.instances().where({ deleted: 0 }).whereIn('uuid', ids).update(lock));
  }

  private instances() {
    return table<Instance>(this.definition.target.databases.nova, 'instances');
  }

  private own() {
    return table<OwnLock>(LEDGER_SCHEMA, OWN);
  }
}
