"""Asks a guest that answers no ping for its address, at a steady pace, and prints what fping would (fping -l -D).

usage: arp.py ADDRESS MAC INTERVAL_MS TIMEOUT_MS      Python 3, as root

Requests go to the guest's MAC and to nobody else: the network is not flooded with them. An answer has no number, and counts for
the last request that waits for one.
"""
import json
import select
import socket
import struct
import subprocess
import sys
import time

ETH_P_ARP = 0x0806
REQUEST, REPLY = 1, 2
ETHERNET = struct.Struct('!6s6sH')
ARP = struct.Struct('!HHBBH6s4s6s4s')


def way_to(address):
    """Interface and own address towards a neighbour."""
    route = json.loads(subprocess.check_output(['ip', '-json', '-4', 'route', 'get', address]).decode())[0]
    if 'gateway' in route:
        raise SystemExit('%s is behind the gateway %s: ARP does not reach it' % (address, route['gateway']))
    return route['dev'], route['prefsrc']


def main(address, mac, interval_ms, timeout_ms):
    interval, timeout = float(interval_ms) / 1000, float(timeout_ms) / 1000
    interface, source = way_to(address)
    guest = bytes.fromhex(mac.replace(':', ''))
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ARP))
    wire.bind((interface, ETH_P_ARP))
    own = wire.getsockname()[4]
    theirs, ours = socket.inet_aton(address), socket.inet_aton(source)
    request = ETHERNET.pack(guest, own, ETH_P_ARP) + ARP.pack(1, 0x0800, 6, 4, REQUEST, own, ours, b'\0' * 6, theirs)
    waiting = []
    number, due = 0, time.time()
    while True:
        now = time.time()
        while waiting and now - waiting[0][1] >= timeout:
            tell(now, address, waiting.pop(0)[0], 'timed out')
        if now >= due:
            try:
                wire.send(request)
            except OSError:
                pass  # an interface that is down sends nothing: the request is lost
            waiting.append((number, now))
            number, due = number + 1, due + interval
        if not select.select([wire], [], [], max(0, due - time.time()))[0]:
            continue
        frame = wire.recv(2048)
        if waiting and answers(frame, theirs):
            last, sent = waiting.pop()
            now = time.time()
            tell(now, address, last, '%d bytes, %.3f ms' % (len(frame), (now - sent) * 1000))


def answers(frame, address):
    if len(frame) < ETHERNET.size + ARP.size:
        return False
    fields = ARP.unpack_from(frame, ETHERNET.size)
    return fields[4] == REPLY and fields[6] == address


def tell(now, address, number, what):
    print('[%.5f] %s : [%d], %s' % (now, address, number, what), flush=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
