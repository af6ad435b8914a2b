"""What a stand-in guest does as a real one under libvirt would: it has a process of its own, whose pid stands in
/run/libvirt/qemu/DOMAIN.pid, and answers only while that runs and is not paused. Used by lab-guest and the stand-in virsh.
"""
import json
import os
import subprocess

PIDS = '/run/libvirt/qemu'
NAMESPACES = '/run/stackleap-lab/guests'


def pid_of(domain):
    """The pid of the guest's process, or None when it does not run."""
    try:
        with open('%s/%s.pid' % (PIDS, domain['domain'])) as record:
            pid = int(record.read())
        os.kill(pid, 0)
        return pid
    except (OSError, ValueError):
        return None


def start(uuid, domain):
    """Does nothing for a guest that runs; one whose namespace is not there cannot be started."""
    if pid_of(domain) is not None:
        return
    namespace = _namespace(uuid)
    if namespace is None:
        raise SystemExit('%s is not plugged: it has no network namespace' % domain['domain'])
    unit = _unit(domain)
    # A unit of its own, as libvirt gives a guest its scope: it outlives nova-compute and libvirtd.
    _run('systemd-run', '--quiet', '--collect', '--slice=machine', '--unit=' + unit,
         'ip', 'netns', 'exec', namespace, 'sleep', 'infinity')
    os.makedirs(PIDS, exist_ok=True)
    with open('%s/%s.pid' % (PIDS, domain['domain']), 'w') as record:
        record.write(_run('systemctl', 'show', '--property=MainPID', '--value', unit).strip())
    resume(uuid, domain)


def stop(domain):
    silence(domain)
    subprocess.call(['systemctl', 'stop', _unit(domain)], stderr=subprocess.DEVNULL)
    path = '%s/%s.pid' % (PIDS, domain['domain'])
    if os.path.exists(path):
        os.remove(path)


def silence(domain):
    """By the end of its NICs that is on the host: the guest's own end keeps its routes."""
    for tap in _taps(domain):
        subprocess.call(['ip', 'link', 'set', tap, 'down'], stderr=subprocess.DEVNULL)


def resume(uuid, domain):
    for tap in _taps(domain):
        subprocess.call(['ip', 'link', 'set', tap, 'up'], stderr=subprocess.DEVNULL)
    namespace = _namespace(uuid)
    for nic in json.loads(_run('ip', '-n', namespace, '-j', '-4', 'address', 'show')):
        if nic['ifname'] != 'lo':
            [link] = json.loads(_run('ip', '-n', namespace, '-j', 'link', 'show', 'dev', nic['ifname']))
            _run('ip', 'netns', 'exec', namespace, 'lab-announce', nic['ifname'], link['address'], nic['addr_info'][0]['local'])


def _taps(domain):
    return ['tap' + nic['port'][:11] for nic in domain['nics']]


def _unit(domain):
    return 'lab-guest-%s.service' % domain['domain']


def _namespace(uuid):
    path = os.path.join(NAMESPACES, uuid)
    if not os.path.exists(path):
        return None
    with open(path) as record:
        return record.read().strip()


def _run(*argv):
    return subprocess.run(argv, check=True, stdout=subprocess.PIPE, universal_newlines=True).stdout
