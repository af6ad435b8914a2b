import assert from 'node:assert/strict';
import { closeDatabases, targetQuery } from '../../../activities/toolbox/databases';
import { readDefinition } from '../../../config/read-definition';
import { readDomains } from '../../../connectors/libvirt/read-domains';
import { domainName, guestsOf } from '../../../lab/compute/guests';
import type { Instance } from '../../../lab/generator/cluster/instances';
import { labHost } from '../../../lab/hosts/host';
import { COMPUTES, CONTROLLER, type LabMachine } from '../../../lab/inventory';
import type { ClusterDefinition } from '../../../model/cluster';
import type { Domain, GuestChoices } from '../../../model/guest';
import type { StepResult } from '../../../model/run';
import { createDatacenterActivities } from '../../../workers/datacenter-activities';
import { eventually } from '../../support/eventually';
import { labMachines } from '../../support/lab-machines';
import { memoryStore } from '../../support/memory-store';

type Steps = Readonly<Record<string, (input: object) => Promise<StepResult>>>;

const UNIT = 'openstack-nova-compute';

/** The lab's host with real libvirtd and guests, after its upgrade: steps of the product on it, under a run of their own. */
export class RealHost {
  readonly machine = COMPUTES.find(({ guests }) => guests === 'qemu') as LabMachine;
  readonly host = labHost(this.machine);
  readonly controller = labHost(CONTROLLER);
  readonly guests: readonly Instance[] = guestsOf(this.machine);
  readonly run = { id: '55555555-guests-test', cluster: 'lab', datacenter: 'lab' };
  readonly ledger;
  readonly query;
  #choices: Partial<GuestChoices> = {};
  readonly #lab;
  readonly #steps: Steps;

  private constructor(definition: ClusterDefinition) {
    this.#lab = labMachines(definition, memoryStore());
    this.ledger = this.#lab.ledger;
    this.query = targetQuery(definition);
    const current = (): ClusterDefinition => ({ ...definition, guests: { ...definition.guests, ...this.#choices } });
    const deps = { ...this.#lab.deps, readDefinition: () => Promise.resolve(current()) };
    this.#steps = createDatacenterActivities(deps) as unknown as Steps;
  }

  static async open(): Promise<RealHost> {
    return new RealHost(await readDefinition('lab'));
  }

  /** What the definition says of guests from here on. */
  choose(choices: Partial<GuestChoices>): void {
    this.#choices = choices;
  }

  step(activity: string, what = activity): Promise<StepResult> {
    const step = `hosts/${this.machine.name}/${what}`;
    return this.#steps[activity]?.({
      run: this.run,
      step,
      phase: 'hosts',
      host: this.machine.name,
    }) as Promise<StepResult>;
  }

  /** Why a step holds the host, in one text; '' when it does not. */
  async held(activity = 'ensureGuestsKnown', what = 'guests'): Promise<string> {
    return ((await this.step(activity, what)).hold ?? []).join('\n');
  }

  /** Undoes what the steps did, each twice, as after a worker that was killed in between. */
  async undo(): Promise<void> {
    for (const { step, phase } of [...this.ledger.undos])
      for (let time = 0; time < 2; time++) await this.#steps['undoStep']?.({ run: this.run, step, phase });
  }

  /** Forgets what earlier tests have witnessed and done. */
  forget(): void {
    this.ledger.undos.length = 0;
    this.ledger.facts.clear();
    this.#choices = {};
  }

  async domain(guest: Instance): Promise<Domain | undefined> {
    const { domains } = await readDomains(await this.#lab.machine(this.machine.name));
    return domains.find(({ uuid }) => uuid === guest.uuid);
  }

  virsh(command: string): Promise<unknown> {
    return this.host.run(`virsh -q ${command}`);
  }

  /** An event of a guest's life that changes nothing: what nova-compute hears of it makes it look at the guest's row. */
  async happen(guest: Instance): Promise<void> {
    await this.virsh(`suspend ${domainName(guest)}`);
    await this.virsh(`resume ${domainName(guest)}`);
  }

  /** Waits until nova-compute has reported itself so often from now on. */
  async reports(times: number): Promise<void> {
    const count = async (): Promise<number> => {
      const [row] = await this.query(
        "SELECT report_count AS n FROM nova.services WHERE `binary` = 'nova-compute' AND deleted = 0 AND host = ?",
        [this.machine.name],
      );
      return Number(row?.['n']);
    };
    const begin = await count();
    await eventually(async () => assert.ok((await count()) >= begin + times, 'nova-compute does not report itself'), {
      timeoutMs: 90_000,
    });
  }

  async stopCompute(): Promise<void> {
    await this.host.run(`systemctl stop ${UNIT}`);
  }

  async startCompute(): Promise<void> {
    await this.host.run(`systemctl unmask --quiet ${UNIT}; systemctl start ${UNIT}`);
    await this.reports(1);
  }

  /** Sets columns of a guest's row in the new Nova. */
  async row(guest: Instance, columns: Readonly<Record<string, string | number | null>>): Promise<void> {
    const names = Object.keys(columns);
    const set = names.map((name) => `${name} = ?`).join(', ');
    await this.query(`UPDATE nova.instances SET ${set} WHERE uuid = ?`, [...Object.values(columns), guest.uuid]);
  }

  async close(): Promise<void> {
    this.#lab.close();
    await closeDatabases();
  }
}
