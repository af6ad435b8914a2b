"""The record of the guests that run on a host: one JSON file, {uuid: {name, state, starts, unplugs, log}}.

The lab writes it before nova-compute ever runs (its guests were started under Liberty); "starts" and "unplugs" tell afterwards
whether anything restarted a guest or took its network away.
"""
import json
import os
import time


class Domains(object):

    def __init__(self, folder, host):
        self._path = os.path.join(folder, host + '.json')
        self._all = {}
        if os.path.exists(self._path):
            with open(self._path) as record:
                self._all = json.load(record)

    def items(self):
        return list(self._all.items())

    def note(self, uuid, name, operation, state=None, started=False, unplugged=False):
        domain = self._all.setdefault(uuid, {'name': name, 'state': state, 'starts': 0, 'unplugs': 0, 'log': []})
        if state is not None:
            domain['state'] = state
        domain['starts'] += int(started)
        domain['unplugs'] = domain.get('unplugs', 0) + int(unplugged)
        domain['log'].append([time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime()), operation])
        self._save()

    def forget(self, uuid):
        self._all.pop(uuid, None)
        self._save()

    def _save(self):
        partial = self._path + '.new'
        with open(partial, 'w') as record:
            json.dump(self._all, record, indent=1, sort_keys=True)
        os.rename(partial, self._path)
