# -*- coding: utf-8 -*-
"""Pings many targets with a few fpings, and keeps what they tell of each in a log of its own (fping -l -D).

usage: ping.py LIST FOLDER INTERVAL_MS TIMEOUT_MS      Python 2.7 and 3, as root

LIST has a line `NAME ADDRESS` for each target; FOLDER/NAME.log is its log. A list that is replaced is taken over within a few
seconds, and every request is told of once: those sent before a moment by the fpings of the old list, the others by the new ones.
"""
import errno
import fcntl
import os
import re
import signal
import subprocess
import sys
import time

from targets import Logs, TargetList

# one process that asks more does not keep the pace on a busy machine
MOST_OF_ONE = 250
# requests of one fping go out over this part of an interval, where a timer is as fine as that
SPREAD = 0.25
FINEST_MS = 0.2
# seconds
TICK = 0.02
FLUSH = 0.2
TAKEN_OVER_WITHIN = 10
# what an fping may be late to tell
LATE = 1
ANSWER = re.compile(br'^\[(\d+\.\d+)\] (\S+)\s*: (\[\d+\], (?:timed out|\d+ bytes, ([\d.]+) ms).*)$')


class Fping(object):
    def __init__(self, addresses, interval_ms, timeout_ms):
        apart = SPREAD * interval_ms / len(addresses)
        self.argv = ['fping', '-l', '-D', '-p', '%g' % interval_ms, '-t', '%g' % timeout_ms]
        self.argv += ['-i', '%g' % apart if apart >= FINEST_MS else '0']
        self.addresses = addresses
        self.heard = False
        self.start()

    def start(self):
        self.rest = b''
        self.process = subprocess.Popen(self.argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, close_fds=True)
        self.process.stdin.write(''.join(address + '\n' for address in self.addresses).encode())
        self.process.stdin.close()
        out = self.process.stdout.fileno()
        fcntl.fcntl(out, fcntl.F_SETFL, fcntl.fcntl(out, fcntl.F_GETFL) | os.O_NONBLOCK)

    def lines(self):
        told = []
        while True:
            try:
                piece = os.read(self.process.stdout.fileno(), 1 << 16)
            except OSError as error:
                if error.errno != errno.EAGAIN:
                    raise
                break
            if not piece:
                break
            told.append(piece)
        whole, _, self.rest = (self.rest + b''.join(told)).rpartition(b'\n')
        self.heard = self.heard or bool(whole)
        return whole.split(b'\n') if whole else []

    def restart_if_dead(self):
        if self.process.poll() is not None:
            self.process.stdout.close()
            self.start()

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Generation(object):
    """The fpings of one list. Of what they tell, requests count that were sent from `since` on and before `until`."""

    def __init__(self, targets, interval_ms, timeout_ms, since):
        self.since, self.until = since, float('inf')
        self.timeout = timeout_ms / 1000
        self.names = {}
        for name, address in targets:
            self.names.setdefault(address, []).append(name)
        addresses = sorted(self.names)
        self.fpings = [
            Fping(addresses[first:first + MOST_OF_ONE], interval_ms, timeout_ms)
            for first in range(0, len(addresses), MOST_OF_ONE)]

    def log(self, logs):
        for fping in self.fpings:
            for line in fping.lines():
                match = ANSWER.match(line)
                if match:
                    self.log_one(logs, *match.groups())

    def log_one(self, logs, second, address, told, milliseconds):
        sent = float(second) - (float(milliseconds) / 1000 if milliseconds else self.timeout)
        if self.since <= sent < self.until:
            # fping fills an address up to the width of the longest one
            line = b'[' + second + b'] ' + address + b' : ' + told + b'\n'
            for name in self.names.get(address.decode(), []):
                logs.add(name, line)

    def heard(self):
        return all(fping.heard for fping in self.fpings)

    def restart_dead(self):
        for fping in self.fpings:
            fping.restart_if_dead()

    def end(self):
        for fping in self.fpings:
            fping.end()


class Prober(object):
    def __init__(self, targets, interval_ms, timeout_ms):
        self.interval_ms, self.timeout_ms = interval_ms, timeout_ms
        # the last one is that of the newest list; the others end when all that they have asked is told
        self.generations = [Generation(targets, interval_ms, timeout_ms, since=0)]
        self.begun = time.time()

    def busy(self):
        return len(self.generations) > 1

    def replace(self, targets):
        self.generations.append(Generation(targets, self.interval_ms, self.timeout_ms, since=float('inf')))
        self.begun = time.time()

    def tick(self, logs):
        for generation in self.generations:
            generation.log(logs)
        if not self.busy():
            return
        before, after = self.generations
        now = time.time()
        if after.since == float('inf') and (after.heard() or now - self.begun > TAKEN_OVER_WITHIN):
            after.since = before.until = now + self.interval_ms / 1000
        if now > before.until + self.timeout_ms / 1000 + LATE:
            before.end()
            self.generations = [after]

    def restart_dead(self):
        for generation in self.generations:
            generation.restart_dead()


def main(path, folder, interval_ms, timeout_ms):
    # what was told so far is written down by the `finally`
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    wanted, logs = TargetList(path), Logs(folder)
    prober = Prober(wanted.changed(), float(interval_ms), float(timeout_ms))
    flushed = time.time()
    try:
        while True:
            time.sleep(TICK)
            prober.tick(logs)
            if time.time() - flushed < FLUSH:
                continue
            logs.flush()
            flushed = time.time()
            prober.restart_dead()
            targets = None if prober.busy() else wanted.changed()
            if targets is not None:
                prober.replace(targets)
    finally:
        logs.flush()


if __name__ == '__main__':
    main(*sys.argv[1:])
