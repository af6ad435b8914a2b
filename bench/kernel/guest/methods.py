"""Ways from Liberty's bridge mode to Stein's, each with all VMs being pinged."""
import os
import sys
import time

sys.path.insert(0, '/guest/host-helper')
import change  # noqa: E402
import switch  # noqa: E402

CONTROLLER = 'tcp:127.0.0.1:6633'


def _changes():
    flows = switch.seeds()
    return [{'bridge': bridge, 'flows': flows[bridge], 'controller': CONTROLLER, 'failMode': 'secure'} for bridge in flows]


def _vsctl():
    for bridge in switch.seeds():
        switch.run('ovs-vsctl set-controller %s %s -- set controller %s connection_mode=out-of-band -- set-fail-mode %s secure'
                   % (bridge, CONTROLLER, bridge, bridge))


def _add_seeds():
    for bridge, flows in switch.seeds().items():
        change.commands.add_flows(bridge, flows)


def unprotected():
    """The flows come a second later, as an agent's do: what the probe tells then is what it can see."""
    _vsctl()
    time.sleep(1)
    _add_seeds()
    return {}


def naive():
    _vsctl()
    _add_seeds()
    return {}


def staged():
    changed = [change.change(one['bridge'], one['flows'], one['controller'], one['failMode']) for one in _changes()]
    return {'changed': changed}


class Bypass(object):
    """Known unicast goes between uplink and guest in the kernel, before Open vSwitch sees it."""

    def __enter__(self):
        mac = lambda ns, dev: open_mac(ns, dev)  # noqa: E731
        far = mac('far', 'far0')
        lines = ['tc qdisc add dev %s ingress' % dev for dev in [switch.UPLINK] + [vm[1] for vm in switch.VMS]]
        for n, (vm, tap, kind, _) in enumerate(switch.VMS):
            own = mac(vm, 'eth0')
            pop, push = ('action vlan pop', 'action vlan push id %d' % switch.SEGMENT) if kind == 'vlan' else ('', '')
            match = '802.1Q flower vlan_id %d' % switch.SEGMENT if kind == 'vlan' else 'ip flower'
            lines.append('tc filter add dev %s ingress pref %d protocol %s dst_mac %s %s action mirred egress redirect dev %s'
                         % (switch.UPLINK, n + 1, match, own, pop, tap))
            lines.append('tc filter add dev %s ingress pref 1 protocol ip flower dst_mac %s %s action mirred egress redirect dev %s'
                         % (tap, far, push, switch.UPLINK))
        switch.run('; '.join(lines))

    def __exit__(self, *_):
        for dev in [switch.UPLINK] + [vm[1] for vm in switch.VMS]:
            switch.run('tc qdisc del dev %s ingress' % dev)


def open_mac(namespace, device):
    return switch.run("ip -n %s -o link show %s | sed 's/.*ether \\([0-9a-f:]*\\).*/\\1/'" % (namespace, device)).strip()


def bypass():
    with Bypass():
        _vsctl()
        time.sleep(1)
        _add_seeds()
        time.sleep(0.3)
    return {}


def bypass_staged():
    with Bypass():
        told = staged()
        time.sleep(0.3)
    return told


METHODS = {'unprotected': unprotected, 'naive': naive, 'staged': staged, 'bypass': bypass, 'bypassStaged': bypass_staged}
