"""One transaction on the switch's database, sent without waiting for its answer."""
import json
import os
import socket

RUN = os.environ.get('OVS_RUNDIR', '/var/run/openvswitch')


class OvsdbError(Exception):
    """The database refused the transaction."""


def bridge_mode(bridge, controller, fail_mode):
    """Operations that give a bridge a controller (None: none), out of band, and a fail mode ('': none)."""
    row = {'controller': ['set', []], 'fail_mode': fail_mode or ['set', []]}
    operations = []
    if controller is not None:
        columns = {'target': controller, 'connection_mode': 'out-of-band'}
        operations.append({'op': 'insert', 'table': 'Controller', 'row': columns, 'uuid-name': 'controller'})
        row['controller'] = ['named-uuid', 'controller']
    operations.append({'op': 'update', 'table': 'Bridge', 'where': [['name', '==', bridge]], 'row': row})
    # ovs-vswitchd looks at the database when this number grows.
    operations.append({'op': 'mutate', 'table': 'Open_vSwitch', 'where': [], 'mutations': [['next_cfg', '+=', 1]]})
    return operations


class Transaction(object):

    def __init__(self, operations):
        request = {'method': 'transact', 'params': ['Open_vSwitch'] + operations, 'id': 1}
        self._request = json.dumps(request).encode('ascii')
        self._sock = socket.socket(socket.AF_UNIX)
        self._sock.settimeout(5)
        self._sock.connect(os.path.join(RUN, 'db.sock'))

    def send(self):
        self._sock.sendall(self._request)

    def check(self):
        """Raises unless the database did what it was asked to do."""
        data = b''
        while True:
            data += self._sock.recv(65536)
            try:
                answer = json.loads(data.decode('utf-8'))
                break
            except ValueError:
                continue
        self._sock.close()
        errors = [part for part in answer.get('result') or [] if part and 'error' in part]
        if answer.get('error') or errors:
            raise OvsdbError('the database refused the change: %s' % (answer.get('error') or errors))
