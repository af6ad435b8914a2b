"""The gapless change: a bridge gets (or loses) its controller without being without flows for more than a millisecond.

The switch flushes a bridge when its first controller comes or its last one goes. Copies of a bundle with the flows lie staged on an
open connection, each lacking only its commit; from the moment that the change is sent one is committed every 0.3 ms, until a flow
monitor has seen the flush and some more have gone in.
"""
import subprocess
import threading
import time

import commands
import hold
import openflow
import ovsdb

COPIES = 150
EVERY_SECONDS = 0.0003
AFTER_FLUSH = 15
SETTLE_SECONDS = 0.05


class FlowMonitor(object):
    """When flows of a bridge went and when they came, in milliseconds since the monitor began."""

    def __init__(self, bridge):
        self.deleted = []
        self.added = []
        self.began = time.time()
        self._process = subprocess.Popen(
            ['ovs-ofctl', 'monitor', bridge, 'watch:!initial'],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0)
        thread = threading.Thread(target=self._read)
        thread.daemon = True
        thread.start()

    def now(self):
        return (time.time() - self.began) * 1000

    def _read(self):
        for line in iter(self._process.stdout.readline, b''):
            if b'event=DELETED' in line:
                self.deleted.append(self.now())
            elif b'event=ADDED' in line:
                self.added.append(self.now())

    def close(self):
        self._process.kill()
        self._process.wait()


class Change(object):
    """The change of one bridge: `prepare`, `swap`, `settle`, and its figures."""

    def __init__(self, bridge, flows, controller, fail_mode):
        self._bridge = bridge
        self._operations = ovsdb.bridge_mode(bridge, controller, fail_mode)
        self._flows = flows
        self._switch = None
        self._monitor = None
        self._commits = 0

    def prepare(self):
        if not self._flows:
            return
        with commands.FlowFile(self._flows) as path:
            messages = openflow.encode(self._bridge, path)
        self._switch = openflow.Switch(self._bridge)
        self._monitor = FlowMonitor(self._bridge)
        self._switch.stage(range(1, COPIES + 1), messages)
        # The monitor has to be listening before the flush.
        time.sleep(2 * SETTLE_SECONDS)

    def swap(self):
        """When it returns the bridge has its new mode and the flows."""
        transaction = ovsdb.Transaction(self._operations)
        if self._switch is not None:
            self._sent = self._monitor.now()
        transaction.send()
        if self._switch is not None:
            self._commits = _stream(self._switch, self._monitor)
            self._switch.barrier()
        transaction.check()

    def settle(self):
        """Once more, when all is quiet; returns the figures."""
        if self._switch is None:
            return {'bridge': self._bridge, 'commits': 0, 'flushSeenMs': None, 'gapMs': None}
        time.sleep(SETTLE_SECONDS)
        self._switch.commit(self._commits + 1)
        self._switch.barrier()
        time.sleep(SETTLE_SECONDS)
        flush = self._monitor.deleted[0] if self._monitor.deleted else None
        again = [at for at in self._monitor.added if flush is not None and at >= flush]
        return {
            'bridge': self._bridge,
            'commits': self._commits + 1,
            'flushSeenMs': None if flush is None else round(flush - self._sent, 2),
            'gapMs': round(again[0] - flush, 2) if again else None,
        }

    def close(self):
        if self._monitor is not None:
            self._monitor.close()
        if self._switch is not None:
            self._switch.close()


def change_all(changes, ports):
    """Changes bridges one after the other; with `ports`, those of a kernel datapath, while their packets are held."""
    prepared = [Change(one['bridge'], one['flows'], one['controller'], one['failMode']) for one in changes]
    try:
        if ports:
            return _held(prepared, ports)
        return {'changed': [_one(one) for one in prepared], 'heldMs': None}
    finally:
        for one in prepared:
            one.close()


def _one(one):
    one.prepare()
    one.swap()
    return one.settle()


def _held(prepared, ports):
    for one in prepared:
        one.prepare()
    with hold.Hold(ports) as held:
        held.shut()
        for one in prepared:
            one.swap()
        _await_revalidation()
        held.open()
        figures = [one.settle() for one in prepared]
    return {'changed': figures, 'heldMs': held.held_ms}


def _await_revalidation():
    """What the datapath remembers of the empty tables is judged anew before a packet comes."""
    try:
        commands.run('ovs-appctl', '-T', '1', 'revalidator/wait')
    except commands.CommandError:
        pass


def _stream(switch, monitor):
    """Commits until the flush was seen and some more have gone in; returns how many."""
    seen_at = None
    for number in range(1, COPIES):
        switch.commit(number)
        time.sleep(EVERY_SECONDS)
        if seen_at is None and monitor.deleted:
            seen_at = number
        if seen_at is not None and number > seen_at + AFTER_FLUSH:
            return number
    return COPIES - 1
