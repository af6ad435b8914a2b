"""The gapless change: a bridge gets (or loses) its controller, and no packet is judged by its empty tables.

The switch flushes a bridge when its first controller comes or its last one goes. What its datapath has learnt of known traffic stays,
until another of its threads looks at it again, finds the tables empty and makes it a drop, for 5 ms at least. So the flows have to be
back before that thread has its turn:

- Copies of a bundle with the flows lie staged on an open connection, each lacking only its commit. From before the change is sent
  until after a flow monitor has seen the flush so many commits wait on that connection that the switch has one to read whenever it
  turns to it, however late this program gets its own turn. After the flush that is the next thing that it does.
- Until then no other thread of the switch runs; see precedence.py.
"""
import time

import commands
import openflow
import ovsdb
from encode import encode
from monitor import FlowMonitor
from precedence import FirstThreadFirst

# Copies: the switch works through ten or twenty in a millisecond, and holds all of their flows until then.
STAGED_FLOWS = 20000
MOST_COPIES = 4000
LEAST_COPIES = 20
# Of copies, so many wait at the same time at most, and so many go in after the flush.
WAITING = 400
AFTER_FLUSH = 30
SETTLE_SECONDS = 0.05
LONGEST_SECONDS = 10


def change(bridge, flows, controller, fail_mode):
    """Changes one bridge and returns figures of it."""
    if not flows:
        transaction = ovsdb.Transaction(ovsdb.bridge_mode(bridge, controller, fail_mode))
        transaction.send()
        transaction.check()
        return {'bridge': bridge, 'commits': 0, 'flushSeenMs': None, 'gapMs': None, 'firstThreadFirst': None}
    with commands.FlowFile(flows) as path:
        messages = encode(bridge, path)
    switch = openflow.Switch(bridge)
    monitor = FlowMonitor(bridge)
    copies = max(LEAST_COPIES, min(MOST_COPIES, STAGED_FLOWS // len(messages)))
    try:
        switch.stage(range(1, copies + 1), messages)
        transaction = ovsdb.Transaction(ovsdb.bridge_mode(bridge, controller, fail_mode))
        # The monitor has to be listening before the flush.
        monitor.watch(2 * SETTLE_SECONDS)
        with FirstThreadFirst([monitor.pid]) as granted:
            sent, commits = _stream(switch, monitor, transaction, copies - 1)
        switch.commit(copies)
        switch.barrier()
        transaction.check()
        monitor.watch(SETTLE_SECONDS)
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
        'firstThreadFirst': granted,
    }


def _stream(switch, monitor, transaction, copies):
    """Sends the change behind waiting commits, and commits until the flush was seen and some more have gone in.

    Answers when the change was sent, by the monitor's clock, and how many commits were.
    """
    sent = seen_at = None
    number = through = 0
    waiting, after_flush = min(WAITING, copies // 4), min(AFTER_FLUSH, copies // 4)
    end = time.time() + LONGEST_SECONDS
    while through < copies and (seen_at is None or through <= seen_at + after_flush):
        while number < copies and number - through < waiting:
            number += 1
            switch.commit_for_a_turn(number)
        if sent is None:
            sent = monitor.now()
            transaction.send()
        through += switch.committed(SETTLE_SECONDS)
        monitor.watch(0)
        if seen_at is None and monitor.deleted:
            seen_at = through
        if time.time() > end:
            raise openflow.OpenFlowError('the switch has taken %d of %d bundles in %d s' % (through, number, LONGEST_SECONDS))
    return sent, number
