"""While a bridge changes, the switch's first thread goes before all its others.

The first thread empties the tables and fills them again; meanwhile the others (handlers of new flows, revalidators of known ones)
must not judge a packet by empty tables. So for the milliseconds of the change all threads are bound to one processor, on which the
first has real-time priority: nothing else of the switch runs until it waits for work, and then the flows are there again. What it
waits for goes before it: the database's server, and whoever tells us of the flush; on a busy machine with few processors the first
thread and this program would keep them from it. A watchdog gives all of them back what they had, also when this program is killed.
"""
import os
import subprocess
import time

import commands
import real_time

RUN = os.environ.get('OVS_RUNDIR', '/var/run/openvswitch')
# Few real-time processes choose this number: by it we know what we have left behind.
PRIORITY = 37
LONGEST_SECONDS = 3
# By the kernel's numbers.
POLICIES = {0: '--other', 1: '--fifo', 2: '--rr', 3: '--batch'}
# A shell hears a signal at once only while it waits for a child in the background.
WATCHDOG = 'exec >/dev/null 2>&1; trap "%s" EXIT; trap exit TERM INT HUP; sleep %d & wait $!; kill $! 2>/dev/null'


class FirstThreadFirst(object):
    """`with FirstThreadFirst(before) as granted:`; `granted` is False where the machine does not allow it: the change is made all the same.

    `before`: processes of ours that the first thread must not keep waiting, besides the database's server.
    """

    def __init__(self, before=()):
        self._before = list(before)
        self._watchdog = None
        self._own_group = None

    def __enter__(self):
        try:
            pid = switch_pid()
            await_given_back(pid)
            before = self._before + database_servers()
            away = real_time.without_real_time(before + [pid])
            back = give_back(pid) + [priority_of(one) for one in before]
            back += [group.come_back(one) for one, group in away]
            self._watchdog = subprocess.Popen(
                ['sh', '-c', WATCHDOG % ('; '.join(back), LONGEST_SECONDS)], close_fds=True, preexec_fn=os.setsid)
            processor = sorted(allowed(pid, pid))[-1]
            commands.run('taskset', '--all-tasks', '--cpu-list', '--pid', str(processor), str(pid))
            for one, group in away:
                group.leave(one)
            for own, group in real_time.without_real_time([os.getpid()]):
                group.leave(own)
                self._own_group = group
            for one in before:
                commands.run('chrt', '--fifo', '--pid', str(PRIORITY + 1), str(one))
            commands.run('chrt', '--fifo', '--pid', str(PRIORITY), str(pid))
            commands.run('chrt', '--fifo', '--pid', str(PRIORITY - 1), str(os.getpid()))
            return True
        except (commands.CommandError, EnvironmentError, ValueError, IndexError, KeyError):
            self.__exit__()
            return False

    def __exit__(self, *_):
        if self._watchdog is not None:
            self._watchdog.terminate()
            self._watchdog.wait()
            self._watchdog = None
            if scheduling(os.getpid())[0] == PRIORITY - 1:
                commands.run('chrt', '--other', '--pid', '0', str(os.getpid()))
        if self._own_group is not None:
            self._own_group.take_back(os.getpid())
            self._own_group = None


def switch_pid():
    return pid_of('ovs-vswitchd')


def pid_of(daemon):
    with open(os.path.join(RUN, daemon + '.pid')) as file:
        return int(file.read())


def database_servers():
    """The server of the switch's database, where it runs on this machine and leaves its pid beside the switch's."""
    try:
        pid = pid_of('ovsdb-server')
        scheduling(pid)
        return [pid]
    except (EnvironmentError, ValueError):
        return []


def threads(pid):
    return [int(name) for name in os.listdir('/proc/%d/task' % pid)]


def status(pid, thread, field):
    with open('/proc/%d/task/%d/status' % (pid, thread)) as file:
        for line in file:
            if line.startswith(field + ':'):
                return line.split(':', 1)[1].strip()
    raise ValueError(field)


def allowed(pid, thread):
    """The processors that a thread may run on."""
    found = []
    for part in status(pid, thread, 'Cpus_allowed_list').split(','):
        ends = [int(end) for end in part.split('-')]
        found += range(ends[0], ends[-1] + 1)
    return found


def give_back(pid):
    """Commands that bring every thread back to where it may run now, and the first to its present priority."""
    return [priority_of(pid)] + [
        'taskset --cpu-list --pid %s %d' % (status(pid, thread, 'Cpus_allowed_list'), thread) for thread in threads(pid)]


def priority_of(pid):
    """The command that brings a process back to its present priority."""
    priority, policy = scheduling(pid)
    return 'chrt %s --pid %d %d' % (POLICIES[policy], priority, pid)


def await_given_back(pid):
    """An earlier change that was killed has its watchdog still running."""
    end = time.time() + 2 * LONGEST_SECONDS
    while scheduling(pid)[0] == PRIORITY and time.time() < end:
        time.sleep(0.1)


def scheduling(pid):
    """Real-time priority and policy of the first thread: fields 40 and 41 of stat."""
    with open('/proc/%d/stat' % pid) as file:
        fields = file.read().rsplit(')', 1)[1].split()
    return int(fields[37]), int(fields[38])
