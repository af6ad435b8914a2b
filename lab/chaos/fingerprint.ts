import type { LabHost } from '../hosts/host';

/** Everything that a roll-back has to restore, as text by name: two fingerprints that are equal mean "as it was". */
export type Fingerprint = Readonly<Record<string, string>>;

const DATABASES = ['nova_api', 'nova', 'glance', 'cinder', 'neutron'] as const;
const SOURCES = ['liberty_nova', 'liberty_glance', 'liberty_cinder', 'liberty_neutron'] as const;

/** Tables that running services write by themselves, whatever the upgrade does: heartbeats and usage caches. */
const LIVENESS: ReadonlySet<string> = new Set([
  'nova.services',
  'cinder.services',
  'cinder.workers',
  'neutron.quotausages',
  'neutron.quotas',
]);

const HOST_FACTS: Readonly<Record<string, string>> = {
  packages: 'rpm -qa | sort',
  bridges:
    'for b in br-int br-vlan; do echo $b $(ovs-vsctl get bridge $b fail_mode) $(ovs-vsctl get-controller $b) $(ovs-vsctl get bridge $b protocols); done',
  plugs: "ovs-vsctl -f csv --no-headings --columns=name,tag,other_config list Port | grep -vE '^\"?br-' | sort",
  flows:
    "for b in br-int br-vlan; do ovs-ofctl -O OpenFlow13 dump-flows $b 2>/dev/null || ovs-ofctl dump-flows $b; done | grep -oE 'table=.*' | sed -E 's/(duration|n_packets|n_bytes|idle_age|hard_age)=[^,]+, ?//g' | grep -v reset_counts | sort",
  units:
    'for u in neutron-openvswitch-agent neutron-ovs-cleanup openstack-nova-compute openvswitch-switch; do echo $u $(systemctl is-enabled $u 2>&1) $(systemctl is-active $u); done',
  configuration: 'cd /etc && find nova neutron yum.repos.d -type f | sort | xargs sha256sum',
  vswitchd: 'pidof ovs-vswitchd',
};

async function databaseFacts(controller: LabHost): Promise<Fingerprint> {
  const names = [...DATABASES, ...SOURCES].map((name) => `'${name}'`).join(',');
  const listed = await controller.run(
    `mysql -N -e "select concat(table_schema,'.',table_name) from information_schema.tables where table_type='BASE TABLE' and table_schema in (${names}) order by 1"`,
  );
  const tables = listed.stdout.split('\n').filter((table) => table !== '' && !LIVENESS.has(table));
  const sums = await controller.run(`mysql -N -e "checksum table ${tables.join(', ')}"`);
  return Object.fromEntries(
    sums.stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t') as [string, string]),
  );
}

async function hostFacts(host: LabHost): Promise<Fingerprint> {
  const facts = await Promise.all(
    Object.entries(HOST_FACTS).map(async ([name, command]) => [
      `${host.machine.name} ${name}`,
      (await host.run(command)).stdout,
    ]),
  );
  return Object.fromEntries(facts) as Fingerprint;
}

/** Reads the controller's databases and every hypervisor's packages, flows, bridges, units and configuration. */
export async function takeFingerprint(controller: LabHost, computes: readonly LabHost[]): Promise<Fingerprint> {
  const parts = await Promise.all([databaseFacts(controller), ...computes.map(hostFacts)]);
  return Object.assign({}, ...parts) as Fingerprint;
}

/** The parts that differ, for a readable assertion. */
export function differences(
  before: Fingerprint,
  after: Fingerprint,
): Readonly<Record<string, readonly [string, string]>> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return Object.fromEntries(
    names
      .filter((name) => before[name] !== after[name])
      .map((name) => [name, [before[name] ?? '(absent)', after[name] ?? '(absent)'] as const]),
  );
}
