"""fping from the far side to every VM, and what it lost."""
import re
import signal
import subprocess

import switch


class Loss(object):

    def __init__(self, interval_ms):
        argv = ['ip', 'netns', 'exec', 'far', 'fping', '-c', '100000', '-i', '1', '-p', str(interval_ms), '-t', '20000',
                '-q'] + [vm[3] for vm in switch.VMS]
        self._process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def ended(self):
        """Sent, lost and the longest round trip (ms) of all VMs together."""
        self._process.send_signal(signal.SIGINT)
        said = self._process.communicate()[0].decode()
        sent = lost = 0
        slowest = 0.0
        for line in said.splitlines():
            found = re.search(r'xmt/rcv/%loss = (\d+)/(\d+)/[^,]*(?:, min/avg/max = [^/]*/[^/]*/([\d.]+))?', line)
            if found:
                sent += int(found.group(1))
                lost += int(found.group(1)) - int(found.group(2))
                slowest = max(slowest, float(found.group(3) or 0))
        if sent == 0:
            raise RuntimeError('fping said: ' + said)
        return {'sent': sent, 'lost': lost, 'slowestMs': slowest}
