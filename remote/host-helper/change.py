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
# A bundle with more flows than this takes longer than the pause between two: it is awaited, and fewer copies do.
MANY = 100
COPIED_FLOWS = 8000
FEWEST_COPIES = 12
AFTER_FLUSH_OF_MANY = 4
SETTLE_SECONDS = 0.05


class FlowMonitor(object):
    """When flows of a bridge went and when they came, in milliseconds since the monitor began."""

    def __init__(self, bridge):
        self.deleted = []
        self.added = []
        self.began = time.time()
        self._process = subprocess.Popen(
            # All flows go, and every set that comes has some in this table; a switch that had to tell of each would fall silent.
            ['ovs-ofctl', 'monitor', bridge, 'watch:!initial,table=0'],
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


def change(bridge, flows, controller, fail_mode):
    """Changes one bridge and returns figures of it."""
    if not flows:
        transaction = ovsdb.Transaction(ovsdb.bridge_mode(bridge, controller, fail_mode))
        transaction.send()
        transaction.check()
        return {'bridge': bridge, 'commits': 0, 'flushSeenMs': None, 'gapMs': None}
    with commands.FlowFile(flows) as path:
        messages = openflow.encode(bridge, path)
    switch = openflow.Switch(bridge)
    monitor = FlowMonitor(bridge)
    try:
        copies = copies_of(flows)
        switch.stage(range(1, copies + 1), messages)
        transaction = ovsdb.Transaction(ovsdb.bridge_mode(bridge, controller, fail_mode))
        # The monitor has to be listening before the flush.
        time.sleep(2 * SETTLE_SECONDS)
        sent = monitor.now()
        transaction.send()
        commits = _stream(switch, monitor, copies, len(flows) > MANY)
        time.sleep(SETTLE_SECONDS)
        switch.commit(commits + 1)
        switch.barrier()
        transaction.check()
        time.sleep(SETTLE_SECONDS)
    finally:
        monitor.close()
        switch.close()
    flush = monitor.deleted[0] if monitor.deleted else None
    again = [at for at in monitor.added if flush is not None and at >= flush]
    return {
        'bridge': bridge,
        'commits': commits + 1,
        'flushSeenMs': None if flush is None else round(flush - sent, 2),
        'gapMs': round(again[0] - flush, 2) if again else None,
    }


def copies_of(flows):
    """How many copies of a bundle lie ready."""
    return max(FEWEST_COPIES, min(COPIES, COPIED_FLOWS // len(flows)))


def _stream(switch, monitor, copies, many):
    """Commits until the flush was seen and some more have gone in; returns how many."""
    enough = AFTER_FLUSH_OF_MANY if many else AFTER_FLUSH
    seen_at = None
    for number in range(1, copies):
        switch.commit(number)
        if not many:
            time.sleep(EVERY_SECONDS)
        elif number % 2 == 0:
            # One is under way while the next one waits.
            switch.barrier()
        if seen_at is None and monitor.deleted:
            seen_at = number
        if seen_at is not None and number > seen_at + enough:
            return number
    return copies - 1
