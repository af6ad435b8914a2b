"""The record of a host's stand-in guests: one JSON file, {uuid: {name, domain, state, nics, starts, stops, unplugs, log}}.

The lab writes it before nova-compute ever runs (its guests were started under Liberty); "starts", "stops" and "unplugs" tell
afterwards whether anything restarted or ended a guest or took its network away. nova-compute (Python 2.7, as nova) and the
stand-in virsh (Python 3, as root) both change it: every access reads the file, every change does so under a lock.
"state" is nova.compute.power_state, "nics" [{port, mac, plug}].
"""
import contextlib
import fcntl
import json
import os
import time

NEW = {'name': '', 'domain': '', 'state': 0, 'nics': [], 'starts': 0, 'stops': 0, 'unplugs': 0, 'log': []}


class Domains(object):

    def __init__(self, folder, host):
        self._folder = folder
        self._path = os.path.join(folder, host + '.json')

    def all(self):
        if not os.path.exists(self._path):
            return {}
        with open(self._path) as record:
            return json.load(record)

    def note(self, uuid, operation, state=None, started=False, stopped=False, unplugged=False, **facts):
        """Writes an operation into the guest's log; facts: what changed of name, domain and nics."""
        with self._changed() as record:
            domain = record.setdefault(uuid, dict(NEW, log=[]))
            domain.update(facts)
            if state is not None:
                domain['state'] = state
            for counter, happened in (('starts', started), ('stops', stopped), ('unplugs', unplugged)):
                domain[counter] = domain.get(counter, 0) + int(happened)
            domain['log'].append([time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime()), operation])

    def forget(self, uuid):
        with self._changed() as record:
            record.pop(uuid, None)

    @contextlib.contextmanager
    def _changed(self):
        # The folder is what both may open, whoever wrote the file last.
        lock = os.open(self._folder, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            record = self.all()
            yield record
            partial = self._path + '.new'
            with open(partial, 'w') as out:
                json.dump(record, out, indent=1, sort_keys=True)
            os.rename(partial, self._path)
        finally:
            os.close(lock)
