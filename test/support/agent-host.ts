import { activitiesOf, undosOf } from '../../activities/steps/activities-of';
import { AGENT_STEPS } from '../../activities/agents/steps';
import { NETWORK_STEPS } from '../../activities/network/steps';
import { HOST_STEPS } from '../../activities/hosts/steps';
import { PROBE_STEPS } from '../../activities/probes/steps';
import { TENANT_STEPS } from '../../activities/tenants/steps';
import { NETWORK_SERVICE_STEPS } from '../../activities/network-services/steps';
import type { Dependencies } from '../../activities/dependencies';
import { measure } from '../../activities/probes/measure';
import { closeDatabases } from './databases';
import { ensureInstancesKnown, forgetInstances } from '../../bench/loss/known-instances';
import { readDefinition } from '../../config/read-definition';
import { dumpFlows, readVswitchd } from '../../connectors/openvswitch/bridges';
import { HostHelper } from '../../connectors/openvswitch/host-helper';
import { readSwitch } from '../../connectors/openvswitch/read-switch';
import { readProbeClock } from '../../connectors/probes/read-loss';
import { parseFlows } from '../../flows/saved-flows';
import { BYPASS_COOKIE } from '../../flows/cookie';
import type { ClusterDefinition } from '../../model/cluster';
import type { NetworkService } from '../../model/network-services';
import type { RestartReport } from '../../model/report/restart';
import { keepNeutronRows } from './neutron-rows';
import type { StepResult } from '../../model/run';
import type { ServiceReport } from '../../model/report/service-report';
import type { Step } from '../../model/plan/plan';
import { planAgents } from '../../plan/agents';
import { planNetwork } from '../../plan/network';
import { UNITS } from '../../releases/liberty-to-stein/units';
import { restartOf } from '../../report/restarts';
import { serviceOf } from '../../report/services';
import { labMachines } from './lab-machines';
import { memoryStore } from './memory-store';

const PACKAGE_STEPS = ['ensureRepositories', 'ensureUnitsHeld', 'ensurePackagesSwapped', 'ensureConfiguration'];

/** An unprotected restart costs 0.7 to 3 s here. */
const LONGEST_GAP_MS = 300;

const AGENT_FILE = '/etc/neutron/plugins/ml2/openvswitch_agent.ini';

type Activities = Readonly<Record<string, (input: object) => Promise<StepResult>>>;

/** A hypervisor of the lab where the phase `agents` begins: network and instances known, new packages, VMs pinged. */
export class AgentHost {
  readonly run = { id: '99999999-agents-test', cluster: 'lab', datacenter: 'lab' };
  readonly bridges: readonly string[];
  readonly lab: ReturnType<typeof labMachines>;
  readonly deps: Dependencies;
  /** How many undos there are before a test begins. */
  #prepared = 0;
  /** How many there are of the probes and the network alone. */
  #networked = 0;
  #restoreNeutron = (): Promise<void> => Promise.resolve();

  private constructor(
    readonly name: string,
    readonly definition: ClusterDefinition,
  ) {
    const { physicalNetworks, tunnelBridge, integrationBridge } = definition.network;
    const tunnels = tunnelBridge === null ? [] : [tunnelBridge];
    this.bridges = [...Object.values(physicalNetworks), ...tunnels, integrationBridge];
    this.lab = labMachines(definition);
    this.deps = { ...this.lab.deps, store: memoryStore() };
  }

  /** How the report tells of the last change-over. */
  window(): RestartReport {
    return restartOf(this.lab.ledger.facts.get(`restarts/${this.name}`) ?? {});
  }

  /** How the report tells of a network service's last hand-over. */
  service(name: NetworkService): ServiceReport | undefined {
    return serviceOf(this.lab.ledger.facts.get(`services/${name}`) ?? {})[0];
  }

  /** `network`: what the definition says besides. */
  static async prepare(name: string, network: Partial<ClusterDefinition['network']> = {}): Promise<AgentHost> {
    const lab = await readDefinition('lab');
    const host = new AgentHost(name, {
      ...lab,
      network: { ...lab.network, ...network },
      probes: { ...lab.probes, longestGapMs: LONGEST_GAP_MS },
    });
    host.#restoreNeutron = await keepNeutronRows();
    await host.step('ensureProbesStarted', {}, 'network/probes/start');
    for (const { id, activity, input } of planNetwork().groups.flatMap(({ lanes }) =>
      lanes.flatMap(({ steps }) => steps),
    ))
      await host.step(activity, input, id);
    host.#networked = host.lab.ledger.undos.length;
    await ensureInstancesKnown(host.deps, host.definition);
    await host.swap(name);
    return host;
  }

  /** Gives a hypervisor its new packages; `undo` leaves that. */
  private async swap(name: string): Promise<void> {
    for (const activity of PACKAGE_STEPS) await this.step(activity, { host: name }, `hosts/${name}/${activity}`);
    this.#prepared = this.lab.ledger.undos.length;
  }

  /** Lets another hypervisor have its new packages and agent, too; `undo` leaves that. */
  async join(name: string): Promise<void> {
    await this.swap(name);
    await this.replaceAgent(name);
  }

  step(
    activity: string,
    input: object = { host: this.name },
    id = `agents/${this.name}/${activity}`,
    deps = this.deps,
  ): Promise<StepResult> {
    const activities = {
      ...activitiesOf(NETWORK_STEPS, deps),
      ...activitiesOf(NETWORK_SERVICE_STEPS, deps),
      ...activitiesOf(HOST_STEPS, deps),
      ...activitiesOf(PROBE_STEPS, deps),
      ...activitiesOf(AGENT_STEPS, deps),
      ...activitiesOf(TENANT_STEPS, deps),
    } as unknown as Activities;
    return activities[activity]?.({ run: this.run, step: id, phase: 'agents', ...input }) as Promise<StepResult>;
  }

  /** Under a definition that says something else of rollouts and probes. */
  depsWith(
    rollout: Partial<ClusterDefinition['rollout']>,
    probes: Partial<ClusterDefinition['probes']> = {},
  ): Dependencies {
    const { definition, deps } = this;
    const other = {
      ...definition,
      rollout: { ...definition.rollout, ...rollout },
      probes: { ...definition.probes, ...probes },
    };
    return { ...deps, readDefinition: () => Promise.resolve(other) };
  }

  /** Replaces its Open vSwitch agent, as it is before network services are handed over; `undo` leaves that. */
  async replaceAgent(name = this.name): Promise<void> {
    for (const { id, activity, input } of this.planned(name)) await this.step(activity, input, id);
    this.#prepared = this.lab.ledger.undos.length;
  }

  /** Carries out the steps that replace the agent, as the plan has them. */
  async restart(prefix = '', after: (activity: string) => Promise<void> = () => Promise.resolve()): Promise<void> {
    for (const { id, activity, input } of this.planned()) {
      // A host that is changed once more has to find its units held.
      if (activity === 'ensureUnitsReleased') continue;
      const { hold, summary } = await this.step(activity, input, `${prefix}${id}`);
      if (hold !== undefined) throw new Error(`${this.name} is held: ${hold.join('; ')}`);
      process.stdout.write(`${prefix}${id}: ${summary}\n`);
      await after(activity);
    }
  }

  private planned(name = this.name): readonly Step[] {
    return planAgents(this.definition, { hosts: [name], seedFlows: true }).groups.flatMap(({ lanes }) =>
      lanes.flatMap(({ steps }) => steps),
    );
  }

  /** Sets options of the new agent's file, in sections that are there; the undo of its configuration takes them back. */
  async configure(options: Readonly<Record<string, Readonly<Record<string, string>>>>): Promise<void> {
    const machine = await this.lab.machine(this.name);
    let text = (await machine.readFile(AGENT_FILE)) ?? '';
    for (const [section, values] of Object.entries(options)) {
      for (const key of Object.keys(values)) text = text.replace(new RegExp(String.raw`^${key} *=.*\n`, 'm'), '');
      const lines = Object.entries(values).map(([key, value]) => `${key} = ${value}\n`);
      text = text.replace(`[${section}]\n`, `[${section}]\n${lines.join('')}`);
    }
    await machine.writeFile(AGENT_FILE, text);
  }

  /** Undoes what a test has done. */
  undo(): Promise<void> {
    return this.undoTo(this.#prepared);
  }

  private async undoTo(left: number): Promise<void> {
    const undos = {
      ...undosOf(NETWORK_STEPS, this.deps),
      ...undosOf(NETWORK_SERVICE_STEPS, this.deps),
      ...undosOf(HOST_STEPS, this.deps),
      ...undosOf(PROBE_STEPS, this.deps),
      ...undosOf(AGENT_STEPS, this.deps),
    };
    const { ledger } = this.lab;
    for (const entry of ledger.undos.slice(0, ledger.undos.length - left)) {
      await undos[entry.kind]?.(entry, this.run);
      await ledger.closeUndo(this.run, entry.step);
    }
  }

  /** The host as an operator sees it: bridges with modes, flows and ports, held units, the switch's process. */
  async look(): Promise<object> {
    const machine = await this.lab.machine(this.name);
    const { bridges, managers } = await readSwitch(machine);
    const flows = await Promise.all(this.bridges.map(async (bridge) => parseFlows(await dumpFlows(machine, bridge))));
    const units = UNITS.held.map(({ unit }) => unit);
    const { stdout: held } = await machine.run(['systemctl', 'is-enabled', ...units], { accept: 'any' });
    return { bridges, managers, flows, held, vswitchd: await readVswitchd(machine) };
  }

  async bypassFlows(): Promise<number> {
    const helper = await HostHelper.install(await this.lab.machine(this.name));
    const counts = await helper.count(this.bridges, BYPASS_COOKIE);
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  }

  /** What the VMs of the host have lost since a moment of the probe machine's clock. */
  async loss(since: number) {
    const { vms } = await measure(this.deps, this.definition, this.lab.ledger, { since, host: this.name });
    process.stdout.write(`${JSON.stringify(vms)}\n`);
    if (vms.length < 2) throw new Error(`${this.name} has ${vms.length} VMs that are pinged`);
    return vms;
  }

  /** The most that a VM of the host has lost in a row. */
  async longestRun(since: number): Promise<number> {
    return Math.max(...(await this.loss(since)).map((vm) => vm.longestRun));
  }

  async clock(): Promise<number> {
    return readProbeClock(await this.lab.machine(this.definition.probes.machine));
  }

  /** Leaves the lab as it was. */
  async close(): Promise<void> {
    try {
      await this.undoTo(this.#networked);
      // The undos below find their objects gone.
      await this.#restoreNeutron();
      await this.undoTo(0);
      await forgetInstances(this.deps, this.definition);
    } finally {
      this.lab.close();
      await closeDatabases();
    }
  }
}
