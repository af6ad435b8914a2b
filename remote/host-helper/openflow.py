"""Just enough of OpenFlow 1.4 to keep bundles ready and to commit them in no time."""
import os
import select
import socket
import struct

RUN = os.environ.get('OVS_RUNDIR', '/var/run/openvswitch')
VERSION = 5
HELLO, ERROR, ECHO_REQUEST, ECHO_REPLY = 0, 1, 2, 3
BARRIER_REQUEST, BARRIER_REPLY, BUNDLE_CONTROL, BUNDLE_ADD = 20, 21, 33, 34
OPEN, COMMIT, COMMITTED = 0, 4, 5
ATOMIC_ORDERED = 3
# Python has no name for it. A long queue of commits waits in the socket.
SO_SNDBUFFORCE = 32
QUEUE_BYTES = 8 * 1024 * 1024

# The switch takes this many messages of a connection, then sees to its ports and its database (ofproto/connmgr.c, ofconn_run).
A_TURN = 50
# An answer that nobody has asked for is read and forgotten.
NOTHING = struct.pack('!BBHI', VERSION, ECHO_REPLY, 8, 0)


class OpenFlowError(Exception):
    """The switch refused a message, or did not answer."""


class Stream(object):
    """Whole OpenFlow messages out of a socket."""

    def __init__(self, sock):
        self._sock = sock
        self._rest = bytearray()

    def read(self):
        data = self._sock.recv(262144)
        if not data:
            raise EOFError()
        self._rest += bytearray(data)
        messages = []
        while len(self._rest) >= 8:
            length = struct.unpack('!H', bytes(self._rest[2:4]))[0]
            if len(self._rest) < length:
                break
            messages.append(self._rest[:length])
            self._rest = self._rest[length:]
        return messages


def connect(path):
    sock = socket.socket(socket.AF_UNIX)
    sock.settimeout(5)
    sock.connect(path)
    return sock


def management(bridge):
    return os.path.join(RUN, bridge + '.mgmt')


class Switch(object):
    """An OpenFlow connection to one bridge, on which bundles lie staged."""

    def __init__(self, bridge):
        self._sock = connect(management(bridge))
        self._sock.setsockopt(socket.SOL_SOCKET, SO_SNDBUFFORCE, QUEUE_BYTES)
        self._stream = Stream(self._sock)
        self._xid = 100
        versions = struct.pack('!HHI', 1, 8, 1 << VERSION)
        self._sock.sendall(struct.pack('!BBHI', VERSION, HELLO, 16, 1) + versions)
        self._until(lambda message: message[1] == HELLO)

    def _read(self):
        messages = self._stream.read()
        for message in messages:
            if message[1] == ECHO_REQUEST:
                self._sock.sendall(bytes(message[:1] + bytearray([ECHO_REPLY]) + message[2:]))
            if message[1] == ERROR:
                code = struct.unpack('!HH', bytes(message[8:12]))
                raise OpenFlowError('the switch refused a message (type %d, code %d)' % code)
        return messages

    def _until(self, wanted):
        while not any([wanted(message) for message in self._read()]):
            pass

    def _control(self, bundle, kind):
        self._xid += 1
        return struct.pack('!BBHIIHH', VERSION, BUNDLE_CONTROL, 16, self._xid, bundle, kind, ATOMIC_ORDERED)

    def stage(self, bundles, messages):
        """Each bundle gets all the messages; only its commit is missing."""
        for bundle in bundles:
            head = struct.pack('!IHH', bundle, 0, ATOMIC_ORDERED)
            added = [bytes(message[:8]) + head + bytes(message[16:]) for message in messages]
            self._sock.sendall(self._control(bundle, OPEN) + b''.join(added))
            # a switch whose answers are not read reads no more itself
            if bundle % A_TURN == 0:
                self.barrier()
        self.barrier()

    def commit(self, bundle):
        self._sock.sendall(self._control(bundle, COMMIT))

    def commit_for_a_turn(self, bundle):
        """A commit, and as many messages without any effect as the switch takes in before it goes on to other things."""
        self._sock.sendall(self._control(bundle, COMMIT) + NOTHING * (A_TURN - 1))

    def committed(self, seconds):
        """Waits for so long at most and answers how many commits the switch has confirmed since it was asked last."""
        if not select.select([self._sock], [], [], seconds)[0]:
            return 0
        told = [message for message in self._read() if message[1] == BUNDLE_CONTROL]
        return len([message for message in told if struct.unpack('!H', bytes(message[12:14]))[0] == COMMITTED])

    def barrier(self):
        """Returns when the switch has done all that was sent before."""
        self._xid += 1
        xid = self._xid
        self._sock.sendall(struct.pack('!BBHI', VERSION, BARRIER_REQUEST, 8, xid))
        self._until(lambda m: m[1] == BARRIER_REPLY and struct.unpack('!I', bytes(m[4:8]))[0] == xid)

    def close(self):
        self._sock.close()
