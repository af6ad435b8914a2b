import { bridgesScript, domainsRecord, plugScript } from '../../../lab/compute/wiring';
import { COMPUTES, VMS, type LabMachine } from '../../../lab/inventory';

const [first, second] = COMPUTES as unknown as readonly [LabMachine, LabMachine];

test("the bridges carry each host's own local VLANs", () => {
  expect(bridgesScript(first)).toContain('dl_vlan=100,actions=mod_vlan_vid:2,NORMAL');
  expect(bridgesScript(second)).toContain('dl_vlan=100,actions=mod_vlan_vid:1,NORMAL');
});

test('fail_mode is secure on the integration bridge only, and nothing sets a controller', () => {
  const script = bridgesScript(first);
  expect(script.match(/set-fail-mode \S+ \S+/g)).toEqual(['set-fail-mode br-int secure']);
  expect(script).not.toContain('controller');
});

test('a host plugs its own VMs, with the local VLAN map of the agent', () => {
  const script = plugScript(first).split('\n').slice(1);
  const lines = script.filter((line) => line.startsWith('lab-plug'));
  expect(script.filter((line) => line.startsWith('lab-guest start'))).toHaveLength(lines.length);
  expect(lines).toHaveLength(VMS.filter(({ host }) => host === first.name).length);
  expect(lines[0]).toMatch(/^lab-plug '.*' 'vm1' 'tap' '1' '\{net_uuid="[^"]+",network_type=flat,physical_network=/);
  expect(lines[1]).toMatch(/'vm2' 'bridge' '2' '\{.*segmentation_id="100"\}'$/);
});

test('the guests run, were never started or stopped, and are called as libvirt calls them', () => {
  const record = JSON.parse(domainsRecord(first)) as Record<string, object>;
  const untouched = { state: 1, starts: 0, stops: 0, unplugs: 0, log: [] };
  expect(Object.values(record)).toMatchObject([
    { ...untouched, name: 'vm1', domain: 'instance-00000001', nics: [{ plug: 'tap', mac: 'fa:16:3e:00:00:11' }] },
    { ...untouched, name: 'vm2', domain: 'instance-00000002', nics: [{ plug: 'bridge' }] },
    { ...untouched, name: 'vm3', domain: 'instance-00000003', nics: [{ plug: 'tap' }] },
  ]);
});
