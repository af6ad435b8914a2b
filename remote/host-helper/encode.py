"""Flows as the messages of a bundle, encoded by ovs-ofctl itself."""
import os
import socket
import struct
import subprocess
import tempfile
import threading

import openflow


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
        upstream = openflow.connect(openflow.management(self._bridge))
        upstream.settimeout(None)
        self._start(self._answer, upstream, client)
        stream = openflow.Stream(client)
        try:
            while True:
                for message in stream.read():
                    if message[1] == openflow.BUNDLE_ADD:
                        self.messages.append(message)
                    if message[1] == openflow.BUNDLE_CONTROL and struct.unpack('!H', bytes(message[12:14]))[0] == openflow.COMMIT:
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
            raise openflow.OpenFlowError('%s: the flows cannot be encoded: %s' % (bridge, said or 'no answer'))
        return recorder.messages
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
        recorder.close()
