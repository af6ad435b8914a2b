# -*- coding: utf-8 -*-
"""Asks many guests that answer no ping for their addresses, at a steady pace, and logs of each what fping would (fping -l -D).

usage: ask.py LIST FOLDER INTERVAL_MS TIMEOUT_MS      Python 2.7 and 3, as root

LIST has a line `NAME ADDRESS MAC` for each guest; FOLDER/NAME.log is its log. A list that is replaced is taken over at once.
Requests go to the guest's MAC and to nobody else: the network is not flooded with them. An answer has no number, and counts for
the last request that waits for one.
"""
import binascii
import collections
import heapq
import select
import signal
import socket
import struct
import subprocess
import sys
import time

from targets import Logs, TargetList

ETH_P_ARP = 0x0806
REQUEST, REPLY = 1, 2
ETHERNET = struct.Struct('!6s6sH')
ARP = struct.Struct('!HHBBH6s4s6s4s')
# seconds
FLUSH = 0.2
AGAIN = 1


def way_to(address):
    """Interface and own address towards a neighbour."""
    told = subprocess.check_output(['ip', '-o', '-4', 'route', 'get', address]).decode().split()
    route = dict(zip(told, told[1:]))
    if 'via' in route:
        raise ValueError('%s is behind the gateway %s: ARP does not reach it' % (address, route['via']))
    return str(route['dev']), str(route['src'])


class Guest(object):
    def __init__(self, name, address, mac):
        self.name, self.address, self.mac = name, address, binascii.unhexlify(mac.replace(':', ''))
        self.number = 0
        # numbers and times of requests without an answer so far
        self.waiting = []
        self.wire = self.request = None

    def find(self, wires):
        interface, source = way_to(self.address)
        if interface not in wires:
            wires[interface] = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ARP))
            wires[interface].bind((interface, ETH_P_ARP))
        self.wire = wires[interface]
        own, ours = self.wire.getsockname()[4], socket.inet_aton(source)
        theirs = socket.inet_aton(self.address)
        self.request = ETHERNET.pack(self.mac, own, ETH_P_ARP) + ARP.pack(
            1, 0x0800, 6, 4, REQUEST, own, ours, b'\0' * 6, theirs)

    def ask(self, now):
        try:
            self.wire.send(self.request)
        except (OSError, socket.error):
            pass  # an interface that is down sends nothing: the request is lost
        self.waiting.append((self.number, now))
        self.number += 1

    def tell(self, logs, now, number, what):
        logs.add(self.name, ('[%.5f] %s : [%d], %s\n' % (now, self.address, number, what)).encode())


class Asker(object):
    def __init__(self, logs, interval, timeout):
        self.logs, self.interval, self.timeout = logs, interval, timeout
        self.wires, self.guests = {}, {}
        # when whom to ask next; who was asked when, in that order
        self.due, self.asked = [], collections.deque()

    def replace(self, targets):
        before, now = self.guests, time.time()
        known = {guest.name: guest for guest in before.values()}
        self.guests = {}
        for i, (name, address, mac) in enumerate(targets):
            guest = known.get(name)
            if guest is None or guest.address != address:
                guest = Guest(name, address, mac)
                heapq.heappush(self.due, (now + self.interval * i / len(targets), name, guest))
            self.guests[address] = guest

    def time_out(self, now):
        while self.asked and now - self.asked[0][0] >= self.timeout:
            sent, guest, number = self.asked.popleft()
            if (number, sent) in guest.waiting:
                guest.waiting.remove((number, sent))
                guest.tell(self.logs, now, number, 'timed out')

    def ask_due(self, now):
        while self.due and self.due[0][0] <= now:
            due, name, guest = heapq.heappop(self.due)
            if self.guests.get(guest.address) is not guest:
                continue
            if guest.wire is None:
                try:
                    guest.find(self.wires)
                except (ValueError, KeyError, OSError, socket.error, subprocess.CalledProcessError) as error:
                    sys.stderr.write('%s: %s\n' % (name, error))
                    sys.stderr.flush()
                    heapq.heappush(self.due, (now + AGAIN, name, guest))
                    continue
            guest.ask(now)
            self.asked.append((now, guest, guest.number - 1))
            heapq.heappush(self.due, (due + self.interval, name, guest))

    def hear(self, seconds):
        for wire in select.select(list(self.wires.values()), [], [], seconds)[0]:
            frame = wire.recv(2048)
            guest = self.guests.get(sender(frame))
            if guest is not None and guest.waiting:
                number, sent = guest.waiting.pop()
                now = time.time()
                guest.tell(self.logs, now, number, '%d bytes, %.3f ms' % (len(frame), (now - sent) * 1000))

    def turn(self, until):
        now = time.time()
        self.time_out(now)
        self.ask_due(now)
        self.hear(max(0, min([until] + [self.due[0][0]] if self.due else [until]) - time.time()))


def sender(frame):
    """The address that an answer is about; None for what is no answer."""
    if len(frame) < ETHERNET.size + ARP.size:
        return None
    fields = ARP.unpack_from(frame, ETHERNET.size)
    return socket.inet_ntoa(fields[6]) if fields[4] == REPLY else None


def main(path, folder, interval_ms, timeout_ms):
    # what was told so far is written down by the `finally`
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    wanted, logs = TargetList(path), Logs(folder)
    asker = Asker(logs, float(interval_ms) / 1000, float(timeout_ms) / 1000)
    try:
        while True:
            targets = wanted.changed()
            if targets is not None:
                asker.replace(targets)
            end = time.time() + FLUSH
            while time.time() < end:
                asker.turn(end)
            logs.flush()
    finally:
        logs.flush()


if __name__ == '__main__':
    main(*sys.argv[1:])
