"""Just enough of OpenFlow 1.4 to keep bundles ready and to commit them in no time."""
import os
import socket
import struct
import subprocess
import tempfile
import threading

RUN = os.environ.get('OVS_RUNDIR', '/var/run/openvswitch')
VERSION = 5
HELLO, ERROR, ECHO_REQUEST, BARRIER_REPLY, BUNDLE_CONTROL, BUNDLE_ADD = 0, 1, 2, 21, 33, 34
BARRIER_REQUEST = 20
OPEN, COMMIT = 0, 4
ATOMIC_ORDERED = 3


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
        self._stream = Stream(self._sock)
        self._xid = 100
        versions = struct.pack('!HHI', 1, 8, 1 << VERSION)
        self._sock.sendall(struct.pack('!BBHI', VERSION, HELLO, 16, 1) + versions)
        self._until(lambda message: message[1] == HELLO)

    def _until(self, wanted):
        while True:
            for message in self._stream.read():
                if message[1] == ECHO_REQUEST:
                    self._sock.sendall(bytes(message[:1] + bytearray(b'\x03') + message[2:]))
                if message[1] == ERROR:
                    code = struct.unpack('!HH', bytes(message[8:12]))
                    raise OpenFlowError('the switch refused a message (type %d, code %d)' % code)
                if wanted(message):
                    return

    def _control(self, bundle, kind):
        self._xid += 1
        return struct.pack('!BBHIIHH', VERSION, BUNDLE_CONTROL, 16, self._xid, bundle, kind, ATOMIC_ORDERED)

    def stage(self, bundles, messages):
        """Each bundle gets all the messages; only its commit is missing."""
        for bundle in bundles:
            head = struct.pack('!IHH', bundle, 0, ATOMIC_ORDERED)
            added = [bytes(message[:8]) + head + bytes(message[16:]) for message in messages]
            self._sock.sendall(self._control(bundle, OPEN) + b''.join(added))
        self.barrier()

    def commit(self, bundle):
        self._sock.sendall(self._control(bundle, COMMIT))

    def barrier(self):
        """Returns when the switch has done all that was sent before."""
        self._xid += 1
        xid = self._xid
        self._sock.sendall(struct.pack('!BBHI', VERSION, BARRIER_REQUEST, 8, xid))
        self._until(lambda m: m[1] == BARRIER_REPLY and struct.unpack('!I', bytes(m[4:8]))[0] == xid)

    def close(self):
        self._sock.close()


class Recorder(object):
    """Stands between ovs-ofctl and a bridge, keeps what would go into a bundle and never passes the commit on."""

    def __init__(self, bridge):
        self._bridge = bridge
        self._folder = tempfile.mkdtemp(prefix='stackleap-record-')
        self.path = os.path.join(self._folder, 'mgmt')
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(self.path)
        self._listener.listen(8)
        self.messages = []
        self.complete = threading.Event()
        self._start(self._accept)

    @staticmethod
    def _start(target, *arguments):
        thread = threading.Thread(target=target, args=arguments)
        thread.daemon = True
        thread.start()

    def _accept(self):
        while True:
            try:
                client = self._listener.accept()[0]
            except (OSError, socket.error):
                return
            self._start(self._serve, client)

    def _serve(self, client):
        upstream = connect(management(self._bridge))
        upstream.settimeout(None)
        self._start(self._answer, upstream, client)
        stream = Stream(client)
        try:
            while True:
                for message in stream.read():
                    if message[1] == BUNDLE_ADD:
                        self.messages.append(message)
                    if message[1] == BUNDLE_CONTROL and struct.unpack('!H', bytes(message[12:14]))[0] == COMMIT:
                        self.complete.set()
                        return
                    upstream.sendall(bytes(message))
        except (EOFError, OSError, socket.error):
            pass
        finally:
            upstream.close()
            client.close()

    @staticmethod
    def _answer(upstream, client):
        try:
            while True:
                data = upstream.recv(262144)
                if not data:
                    return
                client.sendall(data)
        except (OSError, socket.error):
            pass

    def close(self):
        self._listener.close()
        os.unlink(self.path)
        os.rmdir(self._folder)


def encode(bridge, flow_file):
    """The flows of a file as messages of a bundle, encoded by ovs-ofctl itself."""
    recorder = Recorder(bridge)
    command = ['ovs-ofctl', '-O', 'OpenFlow14', '--bundle', 'add-flows', 'unix:' + recorder.path, flow_file]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        complete = recorder.complete.wait(10)
        if not complete or not recorder.messages:
            process.kill()
            said = process.communicate()[0].decode('utf-8', 'replace').strip()
            raise OpenFlowError('%s: the flows cannot be encoded: %s' % (bridge, said or 'no answer'))
        return recorder.messages
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
        recorder.close()
