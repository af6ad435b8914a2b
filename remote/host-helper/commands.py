"""Open vSwitch's own commands."""
import os
import subprocess
import tempfile


class CommandError(Exception):
    """A command failed; the message says which and what it said."""


def run(*argv):
    """The standard output of a command."""
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.communicate()
    if process.returncode != 0:
        said = err.decode('utf-8', 'replace').strip() or out.decode('utf-8', 'replace').strip()
        raise CommandError('%s: %s' % (' '.join(argv), said))
    return out.decode('utf-8', 'replace')


class FlowFile(object):
    """Flows in a file that goes with the block."""

    def __init__(self, flows):
        self._flows = flows

    def __enter__(self):
        descriptor, self.path = tempfile.mkstemp(prefix='stackleap-flows-')
        with os.fdopen(descriptor, 'w') as target:
            target.write(''.join(str(flow) + '\n' for flow in self._flows))
        return self.path

    def __exit__(self, *_):
        os.unlink(self.path)


def add_flows(bridge, flows):
    """All of the flows at once, or none."""
    if not flows:
        return
    with FlowFile(flows) as path:
        run('ovs-ofctl', '-O', 'OpenFlow14', '--bundle', 'add-flows', bridge, path)


def replace_flows(bridge, flows):
    """Exactly these flows are left, by one atomic bundle; those that stay are not touched."""
    with FlowFile(flows) as path:
        run('ovs-ofctl', '-O', 'OpenFlow14', '--bundle', 'replace-flows', bridge, path)


def rewrite_flows(bridge, flows):
    """The same flows once more, in the words of OpenFlow 1.0 (its replace-flows refuses flows with a table)."""
    with FlowFile(flows) as path:
        run('ovs-ofctl', '-O', 'OpenFlow10', 'add-flows', bridge, path)


def count_flows(bridge, cookie):
    # An action that learns has a cookie, too.
    lines = run('ovs-ofctl', 'dump-flows', bridge, 'cookie=%s/-1' % cookie).splitlines()
    return sum(1 for line in lines if line.lstrip().startswith('cookie='))


def delete_flows(bridge, cookie):
    run('ovs-ofctl', 'del-flows', bridge, 'cookie=%s/-1' % cookie)
