# -*- coding: utf-8 -*-
"""Asks a hypervisor's libvirt for its guests by virsh, read-only, and prints one JSON object.

usage: domains.py      Python 2.7 and 3

Keys: hostname, and domains: a list of {uuid, name, state, life, definition, nics: [{mac, tap, bridge}]}. `life` is
"<pid>@<start in clock ticks since boot>" of the guest's process, "" for a guest without one; `definition` the SHA-256 of what its
next start would be. Ends with 3 where there is no virsh, with 4 where libvirt does not answer; the reason is on standard error.
"""
import hashlib
import json
import subprocess
import sys
import xml.etree.ElementTree as tree

# a libvirtd that hangs must not hang whoever asks
# virsh speaks the language of whoever asks
VIRSH = ['env', 'LC_ALL=C', 'timeout', '40', 'virsh', '-r', '-c', 'qemu:///system']
PIDS = '/var/run/libvirt/qemu/%s.pid'
MARK = 'stackleap-domain'
# the arguments of one command stay well below what a system takes
AT_ONCE = 50
NO_VIRSH, NO_ANSWER = 3, 4
# what domains write again by themselves
VOLATILE = ('currentMemory',)


def virsh(command):
    try:
        process = subprocess.Popen(VIRSH + [command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except OSError:
        give_up(NO_ANSWER, 'no timeout command')
    out, err = [text.decode('utf-8', 'replace') for text in process.communicate()]
    if process.returncode == 127:
        give_up(NO_VIRSH, 'there is no virsh')
    return process.returncode, out, err


def give_up(code, why):
    sys.stderr.write(why.strip() + '\n')
    sys.exit(code)


def answer(command):
    code, out, err = virsh(command)
    if code != 0:
        give_up(NO_ANSWER, err or 'virsh ended with %d' % code)
    return out


def life(name):
    try:
        with open(PIDS % name) as record:
            pid = int(record.read())
        with open('/proc/%d/stat' % pid) as stat:
            fields = stat.read().rpartition(')')[2].split()
        return '' if fields[0] == 'Z' else '%d@%s' % (pid, fields[19])
    except (IOError, OSError, ValueError):
        return ''


def attribute(element, path, name):
    found = element.find(path)
    return '' if found is None else found.get(name, '')


def nic(interface):
    bridge = attribute(interface, 'source', 'bridge') or attribute(interface, 'source', 'network')
    return {'mac': attribute(interface, 'mac', 'address'), 'tap': attribute(interface, 'target', 'dev'), 'bridge': bridge}


def digest(text):
    root = tree.fromstring(text.encode('utf-8'))
    for name in VOLATILE:
        for found in root.findall(name):
            root.remove(found)
    return hashlib.sha256(tree.tostring(root)).hexdigest()


def parse(text):
    """A guest from what virsh prints of it: its state, its definition as it runs, and that of its next start."""
    state, opening, documents = text.partition('<domain')
    running, _, defined = (opening + documents).partition('</domain>')
    now = tree.fromstring((running + '</domain>').encode('utf-8'))
    name = now.findtext('name')
    return {
        'uuid': now.findtext('uuid'),
        'name': name,
        'state': state.strip(),
        'life': life(name),
        'definition': digest(defined.strip()),
        'nics': [nic(interface) for interface in now.findall('devices/interface')],
    }


def read(uuids):
    """Guests by uuid; one that went away meanwhile is missing."""
    found = {}
    for first in range(0, len(uuids), AT_ONCE):
        some = uuids[first:first + AT_ONCE]
        parts = ['echo %s %s; domstate %s; dumpxml %s; dumpxml %s --inactive' % (MARK, u, u, u, u) for u in some]
        # virsh goes on behind a command that fails, and ends with the last one's success
        out = virsh('; '.join(parts))[1]
        for part in out.split(MARK)[1:]:
            uuid, _, text = part.lstrip().partition('\n')
            if text.count('</domain>') == 2:
                found[uuid.strip()] = parse(text)
    return found


def main():
    hostname = answer('hostname').strip()
    for _ in range(3):
        uuids = answer('list --all --uuid').split()
        found = read(uuids)
        if len(found) == len(uuids):
            break
    else:
        give_up(NO_ANSWER, 'libvirt lists guests of which it does not tell: %s' % ', '.join(sorted(set(uuids) - set(found))))
    print(json.dumps({'hostname': hostname, 'domains': [found[uuid] for uuid in sorted(found)]}))


if __name__ == '__main__':
    main()
