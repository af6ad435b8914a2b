"""Open vSwitch on the guest's kernel, wired as Liberty's agent leaves a hypervisor: VMs of a flat and a VLAN network."""
import json
import os
import subprocess
import time

INTEGRATION, PHYSICAL = 'br-int', 'br-vlan'
FLAT_TAG, VLAN_TAG, SEGMENT = 3, 7, 100
VMS = [('vm%d' % n, 'tap%d' % n, 'vlan' if n % 2 else 'flat', '10.%d.0.1%d' % (1 if n % 2 else 2, n)) for n in range(1, 5)]
UPLINK = 'uplink'
FAR = {'vlan': '10.1.0.2', 'flat': '10.2.0.2'}


def run(line, check=True):
    done = subprocess.run(['bash', '-ec', line], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    out = done.stdout.decode()
    if check and done.returncode != 0:
        raise RuntimeError('%s: %s' % (line, out))
    return out


def start():
    """The daemons, the network namespaces of the guests and of the far side, and the ports."""
    run('mkdir -p /etc/openvswitch; rm -f /etc/openvswitch/conf.db; ovsdb-tool create /etc/openvswitch/conf.db /usr/share/openvswitch/vswitch.ovsschema')
    run('ovsdb-server --remote=punix:/run/openvswitch/db.sock --pidfile --detach --no-chdir /etc/openvswitch/conf.db')
    run('ovs-vsctl --no-wait init; ovs-vswitchd --pidfile --detach --no-chdir -vconsole:off --log-file=/run/vswitchd.log')
    run('ip netns add far; ip link add %s type veth peer name far0; ip link set far0 netns far; ip link set %s up' % (UPLINK, UPLINK))
    run('ip -n far link set lo up; ip -n far link set far0 up; ip -n far addr add %s/24 dev far0' % FAR['flat'])
    run('ip -n far link add link far0 name v type vlan id %d; ip -n far link set v up; ip -n far addr add %s/24 dev v' % (SEGMENT, FAR['vlan']))
    run('ovs-vsctl add-br %s -- set bridge %s fail_mode=secure protocols=OpenFlow10' % (INTEGRATION, INTEGRATION))
    run('ovs-vsctl add-br %s -- set bridge %s protocols=OpenFlow10' % (PHYSICAL, PHYSICAL))
    run('ovs-vsctl add-port {i} int-br -- set interface int-br type=patch options:peer=phy-br ofport_request=1 '
        '-- add-port {p} phy-br -- set interface phy-br type=patch options:peer=int-br ofport_request=1 '
        '-- add-port {p} {u} -- set interface {u} ofport_request=2'.format(i=INTEGRATION, p=PHYSICAL, u=UPLINK))
    for n, (vm, tap, kind, address) in enumerate(VMS):
        run('ip netns add {vm}; ip link add {tap} type veth peer name e{n}; ip link set e{n} netns {vm}; '
            'ip -n {vm} link set e{n} name eth0; ip -n {vm} link set eth0 up; ip -n {vm} addr add {address}/24 dev eth0; ip link set {tap} up; '
            'ovs-vsctl add-port {i} {tap} tag={tag} -- set interface {tap} ofport_request={port}'.format(
                vm=vm, tap=tap, n=n, address=address, i=INTEGRATION, tag=VLAN_TAG if kind == 'vlan' else FLAT_TAG, port=11 + n))
    liberty()


INT_FLOWS = [
    'table=0,priority=3,in_port=1,dl_vlan=%d,actions=mod_vlan_vid:%d,NORMAL' % (SEGMENT, VLAN_TAG),
    'table=0,priority=3,in_port=1,vlan_tci=0x0000/0x1fff,actions=mod_vlan_vid:%d,NORMAL' % FLAT_TAG,
    'table=0,priority=2,in_port=1,actions=drop',
    'table=0,priority=1,actions=NORMAL',
]
PHYS_FLOWS = [
    'table=0,priority=4,in_port=1,dl_vlan=%d,actions=mod_vlan_vid:%d,NORMAL' % (VLAN_TAG, SEGMENT),
    'table=0,priority=4,in_port=1,dl_vlan=%d,actions=strip_vlan,NORMAL' % FLAT_TAG,
    'table=0,priority=2,in_port=1,actions=drop',
    'table=0,priority=1,actions=NORMAL',
]


def liberty():
    """The mode and flows that a Liberty agent leaves; all VMs answer afterwards."""
    for bridge, flows, fail_mode in ((INTEGRATION, INT_FLOWS, 'set-fail-mode %s secure'), (PHYSICAL, PHYS_FLOWS, 'del-fail-mode %s')):
        run('ovs-vsctl del-controller %s -- %s -- set bridge %s protocols=OpenFlow10,OpenFlow13,OpenFlow14'
            % (bridge, fail_mode % bridge, bridge))
        with open('/run/liberty', 'w') as file:
            file.write('\n'.join(flows) + '\n')
        run('ovs-ofctl del-flows %s; ovs-ofctl add-flows %s /run/liberty' % (bridge, bridge))
    end = time.time() + 30
    while 'unreachable' in run('ip netns exec far fping -r 0 -t 300 %s' % ' '.join(vm[3] for vm in VMS), check=False):
        if time.time() > end:
            raise RuntimeError('no answers under Liberty: ' + run('ovs-ofctl dump-flows br-int; ovs-ofctl dump-flows br-vlan; ovs-dpctl show; ovs-dpctl dump-flows'))


def seeds():
    """What flows/bypass-flows.ts makes of this switch, by bridge; the physical one first."""
    with open('/guest/seeds.json') as file:
        return json.load(file)
