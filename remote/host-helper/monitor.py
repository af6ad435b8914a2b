"""When flows of a bridge went and when they came."""
import fcntl
import os
import select
import subprocess
import time


class FlowMonitor(object):
    """Milliseconds since it began, of every flow of table 0 that went (`deleted`) and came (`added`).

    It is read between two commits and by no thread: a second one would take the interpreter's lock for milliseconds just when
    the next commit is due.
    """

    def __init__(self, bridge):
        self.deleted = []
        self.added = []
        self._rest = b''
        self._began = time.time()
        self._process = subprocess.Popen(
            # Every set of flows has some in this table; a switch that had to tell of each of thousands would fall silent.
            ['ovs-ofctl', 'monitor', bridge, 'watch:!initial,table=0'],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0)
        self.pid = self._process.pid
        self._output = self._process.stdout.fileno()
        fcntl.fcntl(self._output, fcntl.F_SETFL, fcntl.fcntl(self._output, fcntl.F_GETFL) | os.O_NONBLOCK)

    def now(self):
        return (time.time() - self._began) * 1000

    def watch(self, seconds):
        """Takes so much time, and notes what arrives meanwhile; 0: what has arrived already."""
        end = time.time() + seconds
        left = seconds
        while select.select([self._output], [], [], max(0, left))[0]:
            data = os.read(self._output, 65536)
            if not data:
                raise EOFError('the flow monitor has ended')
            self._note(data)
            left = end - time.time()
            if left <= 0:
                return

    def _note(self, data):
        at = self.now()
        lines = (self._rest + data).split(b'\n')
        self._rest = lines.pop()
        for line in lines:
            if b'event=DELETED' in line:
                self.deleted.append(at)
            elif b'event=ADDED' in line:
                self.added.append(at)

    def close(self):
        self._process.kill()
        self._process.wait()
