"""TCP sessions that are held open. Python 3.

session.py serve PORT            answers every byte with itself, for ever
session.py try ADDRESS PORT      fails unless a new session is let in within a second
session.py hold ADDRESS PORT     two sessions until SIGTERM: one sends a line every 10 ms and awaits it again, one is idle and sends its only
                                 line at the end; prints what became of them as JSON
"""
import array
import fcntl
import json
import signal
import socket
import struct
import sys
import threading
import time

SECONDS = 30
SIOCETHTOOL = 0x8946
ETHTOOL_STXCSUM = 0x17


def write_checksums(interface):
    """Open vSwitch in userspace takes frames as they are: a checksum that was left to the hardware is wrong for ever."""
    value = array.array('B', struct.pack('=II', ETHTOOL_STXCSUM, 0))
    request = struct.pack('16sP', interface.encode(), value.buffer_info()[0])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCETHTOOL, request)


def serve(port):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(('', port))
    listener.listen(10)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=echo, args=(connection,), daemon=True).start()


def echo(connection):
    while True:
        data = connection.recv(65536)
        if not data:
            return
        connection.sendall(data)


def exchange(connection, number):
    line = b'%09d' % number
    connection.sendall(line)
    again = b''
    while len(again) < len(line):
        part = connection.recv(len(line) - len(again))
        if not part:
            raise IOError('closed')
        again += part
    if again != line:
        raise IOError('sent %r, got %r' % (line, again))


def hold(address, port):
    # not an Event: a signal that comes while one is waited for finds its lock taken, by the thread that it interrupts
    stopped = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    result = {'lines': 0, 'longestMs': 0, 'busy': 'ok', 'idle': 'ok'}
    busy, idle = [socket.create_connection((address, port), SECONDS) for _ in range(2)]
    print('open', flush=True)
    try:
        while not stopped:
            time.sleep(0.01)
            begin = time.monotonic()
            exchange(busy, result['lines'])
            result['lines'] += 1
            result['longestMs'] = max(result['longestMs'], round((time.monotonic() - begin) * 1000))
    except OSError as error:
        result['busy'] = str(error) or type(error).__name__
        while not stopped:
            time.sleep(0.1)
    try:
        exchange(idle, 0)
    except OSError as error:
        result['idle'] = str(error) or type(error).__name__
    print(json.dumps(result), flush=True)


if __name__ == '__main__':
    write_checksums('eth0')
    if sys.argv[1] == 'serve':
        serve(int(sys.argv[2]))
    elif sys.argv[1] == 'try':
        socket.create_connection((sys.argv[2], int(sys.argv[3])), 1)
    else:
        hold(sys.argv[2], int(sys.argv[3]))
