"""Holds the packets that come to a kernel datapath for some milliseconds, and lets them go on in their order.

While a bridge's tables are empty the datapath drops what arrives. Every port's arriving packets take a turn through a queue of their
own (an ifb device with a plug), which passes them on at once; shut for the few milliseconds of the change it keeps them, and nothing
is lost, whatever kind of packet it is. No filter is passed by: the switch judges every packet, only later.
"""
import os
import subprocess
import time

import commands

DEVICE = 'stackleap0'
# What ten gigabits a second bring in 200 ms; what comes beyond it while the queue is shut is lost.
LIMIT_BYTES = 256 * 1024 * 1024
# How tc tells of a filter that comes before ours, which has to be the first.
FIRST = 'pref 1 '
OWN_PARENT = 'ffff:'
DRAIN_POLLS = 200
# Packets that were on their way through the switch when the queue was shut.
IN_FLIGHT_SECONDS = 0.005

RELEASE = ['tc', 'qdisc', 'change', 'dev', DEVICE, 'root', 'plug', 'release_indefinite']
BLOCK = ['tc', 'qdisc', 'change', 'dev', DEVICE, 'root', 'plug', 'block']
# A queue that nobody opens again would cut every guest off: then it opens by itself, also when all of us are ended.
# A shell hears a signal at once only while it waits for a child in the background.
WATCHDOG = 'exec >/dev/null 2>&1; trap "%s" EXIT; trap "exit" TERM INT HUP; sleep %s & wait'


class Hold(object):
    """`with Hold(ports) as hold:` puts the queue in; `hold.shut()` and `hold.open()` keep packets back and let them go."""

    def __init__(self, ports, longest_seconds):
        self._ports = ports
        self._longest_seconds = longest_seconds
        self._watchdog = None
        self.held_ms = None

    def __enter__(self):
        clear()
        try:
            commands.run('ip', 'link', 'add', DEVICE, 'type', 'ifb')
            commands.run('ip', 'link', 'set', DEVICE, 'txqueuelen', '100000', 'up')
            commands.run('tc', 'qdisc', 'add', 'dev', DEVICE, 'root', 'plug', 'limit', str(LIMIT_BYTES))
            commands.run(*RELEASE)
            for port in self._ports:
                redirect(port)
        except Exception:
            self.__exit__()
            raise
        return self

    def shut(self):
        self._watchdog = subprocess.Popen(
            ['sh', '-c', WATCHDOG % (' '.join(RELEASE), self._longest_seconds)], close_fds=True, preexec_fn=os.setsid)
        commands.run(*BLOCK)
        self._began = time.time()
        time.sleep(IN_FLIGHT_SECONDS)

    def open(self):
        commands.run(*RELEASE)
        self.held_ms = round((time.time() - self._began) * 1000, 1)
        self._watchdog.terminate()
        self._watchdog.wait()
        self._watchdog = None
        await_drained()

    def __exit__(self, *_):
        if self._watchdog is not None:
            self.open()
        clear()


def redirect(port):
    """A port that has an ingress queue already keeps it, and what is in it."""
    parent = parent_of(port)
    if parent is None:
        parent = OWN_PARENT
        commands.run('tc', 'qdisc', 'add', 'dev', port, 'ingress')
    if FIRST in commands.run('tc', 'filter', 'show', 'dev', port, 'parent', parent):
        raise commands.CommandError('%s has a filter with preference 1, before which packets cannot be held' % port)
    commands.run('tc', 'filter', 'add', 'dev', port, 'parent', parent, 'pref', '1', 'protocol', 'all',
                 'u32', 'match', 'u32', '0', '0', 'action', 'mirred', 'egress', 'redirect', 'dev', DEVICE)


def parent_of(port):
    """Where filters of arriving packets hang on a port; None when it has no queue for them."""
    shown = quietly(['tc', 'qdisc', 'show', 'dev', port])
    if 'clsact' in shown:
        return 'ffff:fff2'
    return OWN_PARENT if 'ingress' in shown else None


def await_drained():
    """What was held has gone on before its way is taken down."""
    for _ in range(DRAIN_POLLS):
        if ' backlog 0b ' in commands.run('tc', '-s', 'qdisc', 'show', 'dev', DEVICE):
            return
        time.sleep(0.01)


def clear():
    """Takes out what a hold has put in, also one that was killed; does nothing when there is none."""
    if not os.path.exists('/sys/class/net/' + DEVICE):
        return
    quietly(RELEASE)
    for port in os.listdir('/sys/class/net'):
        parent = parent_of(port)
        if parent is None or DEVICE not in quietly(['tc', 'filter', 'show', 'dev', port, 'parent', parent]):
            continue
        quietly(['tc', 'filter', 'del', 'dev', port, 'parent', parent, 'pref', '1'])
        if parent == OWN_PARENT and not quietly(['tc', 'filter', 'show', 'dev', port, 'parent', parent]).strip():
            quietly(['tc', 'qdisc', 'del', 'dev', port, 'ingress'])
    quietly(['ip', 'link', 'del', DEVICE])


def quietly(argv):
    try:
        return commands.run(*argv)
    except commands.CommandError:
        return ''
