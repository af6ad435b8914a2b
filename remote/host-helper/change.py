"""The gapless change: a bridge gets (or loses) its controller without being without flows for more than a millisecond.

The switch flushes a bridge when its first controller comes or its last one goes. Copies of a bundle with the flows lie staged on an
open connection, each lacking only its commit; from the moment that the change is sent one is committed every 0.3 ms, until a flow
monitor has seen the flush and some more have gone in.
"""
import subprocess
import threading
import time

import commands
import openflow
import ovsdb

COPIES = 150
EVERY_SECONDS = 0.0003
AFTER_FLUSH = 15
SETTLE_SECONDS = 0.05
LISTENING_SECONDS = 2


class FlowMonitor(object):
    """When flows of a bridge went and when they came, in milliseconds since the monitor began."""

    def __init__(self, bridge):
        self.deleted = []
        self.added = []
        self.began = time.time()
        # It begins by telling the flows that are there.
        self._listening = threading.Event()
        self._process = subprocess.Popen(
            ['ovs-ofctl', 'monitor', bridge, 'watch:'],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0)
        thread = threading.Thread(target=self._read)
        thread.daemon = True
        thread.start()

    def now(self):
        return (time.time() - self.began) * 1000

    def _read(self):
        for line in iter(self._process.stdout.readline, b''):
            self._listening.set()
            if b'event=DELETED' in line:
                self.deleted.append(self.now())
            elif b'event=ADDED' in line:
                self.added.append(self.now())

    def await_listening(self):
        """A bridge that has no flows tells nothing; then this is all the time that it gets."""
        self._listening.wait(LISTENING_SECONDS)
        time.sleep(SETTLE_SECONDS)

    def close(self):
        self._process.kill()
        self._process.wait()


class Change(object):
    """The change of one bridge: `prepare`, `swap`, `settle`, which returns its figures, and `close`."""

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
        self._monitor.await_listening()

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


def change_all(changes):
    """Changes bridges of the userspace datapath, one after the other."""
    changed = []
    for one in changes:
        bridge = Change(one['bridge'], one['flows'], one['controller'], one['failMode'])
        try:
            bridge.prepare()
            bridge.swap()
            changed.append(bridge.settle())
        finally:
            bridge.close()
    return {'changed': changed, 'heldMs': None}


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
