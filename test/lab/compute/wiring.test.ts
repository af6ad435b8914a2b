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
  const lines = plugScript(first).split('\n').slice(1);
  expect(lines).toHaveLength(VMS.filter(({ host }) => host === first.name).length);
  expect(lines[0]).toMatch(/^lab-plug '.*' 'vm1' 'tap' '1' '\{net_uuid="[^"]+",network_type=flat,physical_network=/);
  expect(lines[1]).toMatch(/'vm2' 'bridge' '2' '\{.*segmentation_id="100"\}'$/);
});

test('the guests run and were never started', () => {
  const record = JSON.parse(domainsRecord(first)) as Record<string, { name: string; state: number; starts: number }>;
  expect(Object.values(record).map(({ name, state, starts }) => [name, state, starts])).toEqual([
    ['vm1', 1, 0],
    ['vm2', 1, 0],
    ['vm3', 1, 0],
  ]);
});
