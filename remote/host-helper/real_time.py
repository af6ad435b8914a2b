"""Real time in control groups: a kernel with RT_GROUP_SCHED, as CentOS 7's, gives a new group of the controller `cpu` none.

As soon as anything on the machine uses that controller (guests in machine.slice, Docker, a CPUQuota), every service sits in such a
group, and `chrt --fifo` fails there with EPERM. The root group has real time: a thread goes there for the moment.
"""
import os

RUNTIME = 'cpu.rt_runtime_us'


class Group(object):
    """The group of the controller `cpu` that a thread is in."""

    def __init__(self, root, path):
        self._root = root
        self._folder = os.path.join(root, path.lstrip('/'))

    def has_real_time(self):
        try:
            with open(os.path.join(self._folder, RUNTIME)) as file:
                return int(file.read()) != 0
        except EnvironmentError:
            # A kernel without RT_GROUP_SCHED gives it to all.
            return True

    def leave(self, thread):
        """Puts a thread into the root group."""
        write(self._root, thread)

    def come_back(self, thread):
        """The command that puts it back; with real-time priority it would be refused."""
        return "echo %d >'%s'" % (thread, tasks(self._folder))

    def take_back(self, thread):
        write(self._folder, thread)


def group_of(thread):
    """None where the controller `cpu` has no hierarchy of its own, as with cgroup v2 alone: that gives real time to all."""
    root = mounted()
    with open('/proc/%d/cgroup' % thread) as file:
        for line in file:
            _, controllers, path = line.rstrip('\n').split(':', 2)
            if root is not None and 'cpu' in controllers.split(','):
                return Group(root, path)
    return None


def without_real_time(threads):
    """Those threads that could get no real-time priority where they are, each with its group."""
    groups = [(thread, group_of(thread)) for thread in threads]
    return [(thread, group) for thread, group in groups if group is not None and not group.has_real_time()]


def mounted():
    with open('/proc/mounts') as file:
        for line in file:
            _, place, kind, options = line.split(' ')[:4]
            if kind == 'cgroup' and 'cpu' in options.split(','):
                return place
    return None


def tasks(folder):
    return os.path.join(folder, 'tasks')


def write(folder, thread):
    with open(tasks(folder), 'w') as file:
        file.write(str(thread))
