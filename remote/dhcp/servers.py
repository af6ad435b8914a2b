"""The DHCP servers of a machine, as a DHCP agent leaves them: a namespace qdhcp-<network> with a port and dnsmasq.

usage: servers.py COMMAND <JSON >JSON      Python 2.7 and 3, as root

read     {}                    what is there: namespaces, and servers with all that brings them back
down     {servers, keep}       ends their dnsmasq and puts their links down; the folders with leases are copied to `keep` first
up       {servers, keep}       brings those back that `keep` has, whatever has become of them since, and empties `keep`
remove   {namespaces, bridge}  namespaces with all that is in them, and their ports
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from multiprocessing.pool import ThreadPool

PREFIX = 'qdhcp-'
NAMESPACES = '/var/run/netns'
AT_ONCE = 8
ENDS_WITHIN = 3.0


def run(*argv):
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    out, err = process.communicate()
    if process.returncode != 0:
        raise RuntimeError('%s: %s' % (' '.join(argv), err.strip()))
    return out


def tried(*argv):
    try:
        return run(*argv)
    except RuntimeError:
        return ''


def namespaces():
    names = os.listdir(NAMESPACES) if os.path.isdir(NAMESPACES) else []
    return sorted(name for name in names if name.startswith(PREFIX))


def of_process(pid, name):
    try:
        with open('/proc/%d/%s' % (pid, name)) as source:
            return source.read()
    except (IOError, OSError):
        return ''


def servers_in(namespace):
    """Process ids of dnsmasq, without the helpers that it forks."""
    pids = [int(pid) for pid in tried('ip', 'netns', 'pids', namespace).split()]
    own = [pid for pid in pids if of_process(pid, 'comm').strip() == 'dnsmasq']
    return [pid for pid in own if int((of_process(pid, 'stat').rpartition(')')[2].split() or [0, 0])[1]) not in own]


def argument(argv, name):
    found = [word[len(name) + 1:] for word in argv if word.startswith(name + '=')]
    return found[-1] if found else None


def link(namespace, name, mac):
    lines = tried('ip', '-n', namespace, '-o', 'address', 'show', 'dev', name).splitlines()
    words = [line.split() for line in lines]
    addresses = [part[part.index(kind) + 1] for part in words for kind in ('inet', 'inet6') if kind in part]
    return {'name': name, 'mac': mac, 'addresses': [one for one in addresses if not one.startswith('fe80:')],
            'port': port(name)}


def port(name):
    """What Open vSwitch keeps of an internal port, as words that add it again; None for another kind of link."""
    bridge = tried('ovs-vsctl', '--timeout=10', 'port-to-br', name).strip()
    if not bridge or tried('ovs-vsctl', '--timeout=10', 'get', 'Interface', name, 'type').strip() != 'internal':
        return None
    columns = [('Port', 'tag'), ('Port', 'other_config'), ('Interface', 'external_ids')]
    values = [(table, column, tried('ovs-vsctl', '--timeout=10', 'get', table, name, column).strip())
              for table, column in columns]
    words = ['--may-exist', 'add-port', bridge, name, '--', 'set', 'Interface', name, 'type=internal']
    for table, column, value in values:
        if value not in ('', '[]', '{}'):
            words += ['--', 'set', table, name, '%s=%s' % (column, value)]
    return words


def links(namespace):
    found = []
    for line in tried('ip', '-n', namespace, '-o', 'link', 'show').splitlines():
        words = line.split()
        name = words[1].rstrip(':').partition('@')[0]
        if name != 'lo' and 'link/ether' in words:
            found.append((name, words[words.index('link/ether') + 1]))
    return found


def read_one(namespace):
    pids = servers_in(namespace)
    if not pids:
        return None
    argv = of_process(pids[0], 'cmdline').split('\0')[:-1]
    pid_file = argument(argv, '--pid-file')
    routes = [line.split() for version in ('-4', '-6')
              for line in tried('ip', '-n', namespace, version, 'route', 'show').splitlines()]
    return {'namespace': namespace, 'argv': argv, 'folder': pid_file and os.path.dirname(pid_file),
            'links': [link(namespace, name, mac) for name, mac in links(namespace)],
            'routes': [route for route in routes if 'kernel' not in route and not route[0].startswith('fe80:')]}


def end(namespace):
    limit = time.time() + ENDS_WITHIN
    number = signal.SIGTERM
    while True:
        pids = servers_in(namespace)
        if not pids:
            return
        if time.time() > limit:
            number = signal.SIGKILL
        for pid in pids:
            try:
                os.kill(pid, number)
            except OSError:
                pass
        time.sleep(0.05)


def kept(keep, server):
    return os.path.join(keep, server['namespace'])


def copy(source, target):
    shutil.rmtree(target, ignore_errors=True)
    # owners too: shutil keeps none
    run('cp', '-a', source, target)


def down_one(server, keep):
    namespace, folder, mark = server['namespace'], server['folder'], kept(keep, server)
    if namespace not in namespaces():
        return
    if not os.path.isdir(mark):
        if folder and os.path.isdir(folder):
            copy(folder, mark + '.new')
        else:
            os.makedirs(mark + '.new')
        os.rename(mark + '.new', mark)
    old = [pid for pid in servers_in(namespace) if of_process(pid, 'cmdline').split('\0')[:-1] == server['argv']]
    end(namespace)
    leases = argument(server['argv'], '--dhcp-leasefile')
    if old and leases and os.path.isfile(leases):
        run('cp', '-a', leases, os.path.join(mark, os.path.basename(leases)))
    for name, _ in links(namespace):
        run('ip', '-n', namespace, 'link', 'set', name, 'down')


def up_link(namespace, wanted, there):
    name = wanted['name']
    if name not in there:
        if wanted['port'] is None:
            raise RuntimeError('%s: the link %s is gone, and no port of Open vSwitch' % (namespace, name))
        run('ovs-vsctl', '--timeout=10', '--if-exists', 'del-port', name)
        run('ovs-vsctl', '--timeout=10', *wanted['port'])
        run('ip', 'link', 'set', name, 'netns', namespace)
        run('ip', '-n', namespace, 'link', 'set', name, 'address', wanted['mac'])
    run('ip', '-n', namespace, 'link', 'set', name, 'up')
    now = link(namespace, name, wanted['mac'])['addresses']
    for address in now:
        if address not in wanted['addresses']:
            tried('ip', '-n', namespace, 'address', 'delete', address, 'dev', name)
    for address in wanted['addresses']:
        if address not in now:
            more = [] if ':' in address else ['brd', '+']
            run('ip', '-n', namespace, 'address', 'add', address, 'dev', name, *more)


def up_one(server, keep):
    namespace, folder, mark = server['namespace'], server['folder'], kept(keep, server)
    if not os.path.isdir(mark):
        return
    end(namespace)
    if namespace not in namespaces():
        run('ip', 'netns', 'add', namespace)
        run('ip', '-n', namespace, 'link', 'set', 'lo', 'up')
    if folder:
        copy(mark, folder)
    there = [name for name, _ in links(namespace)]
    for wanted in server['links']:
        up_link(namespace, wanted, there)
    for route in server['routes']:
        run('ip', '-n', namespace, 'route', 'replace', *route)
    # in a scope of its own: the session that starts it ends
    run('systemd-run', '--scope', 'ip', 'netns', 'exec', namespace, *server['argv'])
    shutil.rmtree(mark)


def remove_one(namespace, bridge):
    if namespace not in namespaces():
        return
    for pid in tried('ip', 'netns', 'pids', namespace).split():
        tried('kill', '-9', pid)
    for name, _ in links(namespace):
        run('ovs-vsctl', '--timeout=10', '--if-exists', 'del-port', bridge, name)
    run('ip', 'netns', 'delete', namespace)


def each(work, items, *more):
    """Tells what failed after all were tried: one network's trouble is not another's."""
    def attempt(item):
        try:
            work(item, *more)
            return None
        except (RuntimeError, EnvironmentError) as error:
            return str(error)
    pool = ThreadPool(AT_ONCE)
    problems = [problem for problem in pool.map(attempt, items) if problem is not None]
    if problems:
        raise SystemExit('\n'.join(problems))
    return {'done': len(items)}


def main(command, given):
    if command == 'read':
        names = namespaces()
        found = ThreadPool(AT_ONCE).map(read_one, names)
        return {'namespaces': names, 'servers': [server for server in found if server is not None]}
    if command == 'remove':
        return each(remove_one, given['namespaces'], given['bridge'])
    keep = given['keep']
    if not os.path.isdir(keep):
        os.makedirs(keep, 0o700)
    return each({'down': down_one, 'up': up_one}[command], given['servers'], keep)


print(json.dumps(main(sys.argv[1], json.loads(sys.stdin.read()))))
