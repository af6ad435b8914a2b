"""The gapless change on a kernel datapath: the bridges change while every packet that comes to them is held."""
import commands
import hold


def change_all(changes, ports, longest_seconds):
    """All bridges at once: `ports` are the devices by which packets come in, `longest_seconds` when they go on in any case."""
    with hold.Hold(ports, longest_seconds) as held:
        held.shut()
        # It returns when the switch has done it, flush and all.
        commands.run(*(['ovs-vsctl', '--timeout=10'] + [word for one in changes for word in _mode(**one)]))
        for one in changes:
            if one['flows']:
                commands.add_flows(one['bridge'], one['flows'])
        _await_revalidation()
        held.open()
    figures = [{'bridge': one['bridge'], 'commits': 1, 'flushSeenMs': None, 'gapMs': None} for one in changes]
    return {'changed': figures, 'heldMs': held.held_ms}


def _mode(bridge, controller, failMode, **_):
    """Words of ovs-vsctl."""
    if controller is None:
        words = ['--', 'del-controller', bridge]
    else:
        words = ['--', 'set-controller', bridge, controller,
                 '--', 'set', 'controller', bridge, 'connection_mode=out-of-band']
    return words + (['--', 'set-fail-mode', bridge, failMode] if failMode else ['--', 'del-fail-mode', bridge])


def _await_revalidation():
    """What the datapath remembers of the empty tables is judged anew before a packet comes."""
    try:
        commands.run('ovs-appctl', '-T', '1', 'revalidator/wait')
    except commands.CommandError:
        pass  # an older switch, or a busy one: it judges anew within half a second by itself
